export { DeviceBook, type DeviceBookOptions } from './device-book';
export { type DeviceName, deviceNames, parseDevice, titleOf } from './device';
export type { DeviceRow } from './table';
