export { DeviceBook, type DeviceName, deviceNames, type DeviceRow, parseDevice, titleOf } from '../devices';
export { needsPlainNode } from '../memory/plain-node';
export { EngineHost, type EngineHostOptions } from './engine-host';
export type { EngineChannel, EngineExit, EngineLauncher, PictureStore, StoredPicture } from './ports';
