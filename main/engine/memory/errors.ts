import { type PackManifest, StudioError } from '../../../preload/contract';

/** A pack that cannot fit beside what else the machine does. */
export function noRoom({ title }: PackManifest, needed: number, free: number): StudioError {
  return new StudioError({
    code: 'out-of-memory',
    message: `The model pack “${title}” needs about ${inWords(needed)} of memory for this job; ${inWords(free)} are free.`,
    hint: 'Close other programs, ask for fewer pictures at once, or choose a smaller pack.',
  });
}

/** A pack that only an engine outside Electron can open. */
export function needsOtherEngine({ title }: PackManifest, largest: number): StudioError {
  return new StudioError({
    code: 'out-of-memory',
    message: `The model pack “${title}” needs ${inWords(largest)} of memory in one piece, which the desktop window's engine cannot have.`,
    hint: 'Open the studio in the browser with “brookesia studio”, whose engine runs on plain Node, or choose a smaller pack.',
  });
}

export function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
