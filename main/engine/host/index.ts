export { EngineHost, type EngineHostOptions } from './engine-host';
export type { EngineChannel, EngineExit, EngineLauncher, PictureStore, StoredPicture } from './ports';
