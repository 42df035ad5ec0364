export { type Studio, type StudioOptions, createStudio } from './compose';
export type { PictureToSave } from './handlers';
export type { ProjectDialogs } from './projects';
