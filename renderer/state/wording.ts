import type { ChangedPixels, PictureScores, Recipe } from '../../preload/contract';

/** A duration in seconds with one decimal, such as `1.3 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function tokensPerSecond(rate: number | undefined): string {
  return rate === undefined || rate === 0 ? '' : `${Math.round(rate)} tokens/s`;
}

export function percentOf(scale: number): string {
  return `${Math.round(scale * 100)} %`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const deviceNames: Readonly<Record<string, string>> = {
  cpu: 'Processor (CPU)',
  cuda: 'Graphics card (CUDA)',
  tensorrt: 'Graphics card (TensorRT)',
  directml: 'Graphics card (DirectML)',
  coreml: 'Apple chip (Core ML)',
  webgpu: 'Graphics card (WebGPU)',
};

/** The engine's short name of a device in words; one that is not known stays as it is. */
export function deviceName(device: string): string {
  return deviceNames[device] ?? device;
}

/** Day and time as people of this country write them; `milliseconds` since 1970. */
export function momentText(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** What the scores of a ranked picture say; empty for one that was not ranked. */
export function scoreWords({ likeness, likelihood }: PictureScores = {}): string {
  return [
    ...(likeness === undefined ? [] : [`likeness to the sentence ${likeness.toFixed(2)}`]),
    ...(likelihood === undefined ? [] : [`likelihood ${likelihood.toFixed(2)}`]),
  ].join(', ');
}

/** That a picture was filtered, and where. */
export function filterWords({ change, region }: NonNullable<Recipe['filter']>): string {
  return `Filter “${change}” over ${region === undefined ? 'the picture' : `the ${region}`}`;
}

/** How far a change has kept to its part, as it was counted in the finished picture. */
export function changedWords({ inside, outside }: ChangedPixels): { readonly text: string; readonly detail: string } {
  const pixels = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'pixel' : 'pixels'}`;
  return {
    text: `${pixels(outside)} changed outside the part`,
    detail: `Counted in the finished picture: ${pixels(inside)} changed where it was allowed, ${pixels(outside)} elsewhere.`,
  };
}
