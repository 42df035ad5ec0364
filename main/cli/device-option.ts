import type { Installation } from '../studio/installation';

export type DeviceOptions = { readonly device?: string | undefined };

/** The installation with the device of the command line, which counts more than that of the environment. */
export function onDevice(installation: Installation, { device }: DeviceOptions): Installation {
  if (device === undefined) return installation;
  return { ...installation, devices: { ...installation.devices, wanted: device } };
}
