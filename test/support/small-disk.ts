import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-pack';

/** A real file system of 256 KB; undefined where this account may not mount one. */
export async function smallDisk(): Promise<string | undefined> {
  const folder = join(await temporaryFolder(onTestFinished), 'disk');
  await mkdir(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

/** Lets the file system be written or not. No file on it may be open for writing then. */
export function readOnly(folder: string, is: boolean): void {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${is ? 'ro' : 'rw'}`, folder]);
  if (status !== 0) throw new Error(`The disk could not be mounted anew: ${stderr.toString()}`);
}
