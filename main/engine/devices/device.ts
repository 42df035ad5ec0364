import { z } from '../../../preload/contract';

/** What a transformer can run on, by the names that people type; the processor is always there. */
export const deviceNames = ['cpu', 'cuda', 'tensorrt', 'directml', 'coreml', 'webgpu'] as const;
export const DeviceName = z.enum(deviceNames);
export type DeviceName = z.infer<typeof DeviceName>;

export const processor: DeviceName = 'cpu';

const titles: Record<DeviceName, string> = {
  cpu: 'the processor (CPU)',
  cuda: 'the NVIDIA graphics card (CUDA)',
  tensorrt: 'the NVIDIA graphics card (TensorRT)',
  directml: 'the graphics card (DirectML)',
  coreml: 'the Apple accelerator (CoreML)',
  webgpu: 'the graphics card (WebGPU)',
};

/** In the middle of a sentence. */
export function titleOf(device: DeviceName): string {
  return titles[device];
}

/** Where a studio runs: `process.platform` and `process.arch`. */
export type Machine = { readonly platform: NodeJS.Platform; readonly arch: string };

type Place = { readonly device: DeviceName; readonly on: readonly string[]; readonly asked?: true };

/** From the fastest to the surest. What is `asked` takes minutes to open a graph: it is used only when it is named. */
const places: readonly Place[] = [
  { device: 'cuda', on: ['linux/x64', 'win32/x64'] },
  { device: 'tensorrt', on: ['linux/x64', 'win32/x64'], asked: true },
  { device: 'directml', on: ['win32/x64', 'win32/arm64'] },
  { device: 'coreml', on: ['darwin/arm64', 'darwin/x64'] },
  { device: 'webgpu', on: ['linux/x64', 'linux/arm64', 'win32/x64', 'win32/arm64', 'darwin/arm64'] },
];

/** Every device that this kind of machine may have, in the order of preference; the processor last. */
export function devicesOf({ platform, arch }: Machine): DeviceName[] {
  return [...places.filter(({ on }) => on.includes(`${platform}/${arch}`)).map(({ device }) => device), processor];
}

/** The devices to try, in order. The one that is `wanted` is tried alone, with the processor to fall back on. */
export function orderFor(machine: Machine, wanted?: DeviceName): DeviceName[] {
  if (wanted !== undefined) return wanted === processor ? [processor] : [wanted, processor];
  return devicesOf(machine).filter((device) => !onlyWhenAsked(device));
}

export function onlyWhenAsked(device: DeviceName): boolean {
  return places.some((place) => place.device === device && place.asked === true);
}

/** The device that a word names; undefined for a word that names none. */
export function parseDevice(word: string): DeviceName | undefined {
  return DeviceName.safeParse(word.trim().toLowerCase()).data;
}
