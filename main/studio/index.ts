export { type Studio, type StudioOptions, createStudio } from './compose';
export type { PictureToSave } from './handlers';
