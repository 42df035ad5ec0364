import type { PackManifest } from '../../../preload/contract';
import { packNeed } from './need';

/** Chromium's allocator inside Electron ends the process at about twice this size. */
export const largestBlockInElectron = 1024 ** 3;

/** Whether a pack asks for blocks that only an engine on a plain Node binary can have. */
export function needsPlainNode(manifest: PackManifest): boolean {
  return packNeed(manifest).largest >= largestBlockInElectron;
}

/** Whether this process has Electron's allocator. */
export function runsInElectron(versions: Readonly<Record<string, string | undefined>> = process.versions): boolean {
  return versions['electron'] !== undefined;
}
