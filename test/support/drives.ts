import { spawnSync } from 'node:child_process';
import { mkdir, rmdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-pack';

/** A drive with a real file system in a file, which can be taken away and connected again. */
export type Drive = {
  /** Where it is while it is connected; it does not exist otherwise. */
  readonly folder: string;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
};

const megabytes = 8;

/** Undefined where this account may not mount one. */
export async function removableDrive(): Promise<Drive | undefined> {
  const home = await temporaryFolder(onTestFinished);
  const [image, folder] = [join(home, 'drive.img'), join(home, 'media')];
  await writeFile(image, '');
  await truncate(image, megabytes * 1024 ** 2);
  if (spawnSync('mkfs.ext4', ['-q', '-F', image]).status !== 0) return undefined;
  const plugIn = async () => {
    await mkdir(folder);
    const { status, stderr } = spawnSync('mount', ['-o', 'loop', image, folder]);
    if (status !== 0) throw new Error(`The drive could not be mounted: ${stderr.toString()}`);
  };
  const unplug = async () => {
    spawnSync('umount', ['-l', folder]);
    await rmdir(folder);
  };
  try {
    await plugIn();
  } catch {
    return undefined;
  }
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return { folder, unplug, plugIn };
}

/** Nobody's number on most systems. */
const nobody = 65_534;

/** Does something as an account that owns nothing; undefined where this one cannot become it and may write everywhere itself. */
export async function withoutRights<T>(action: () => Promise<T>): Promise<T | undefined> {
  const { seteuid, geteuid } = process;
  if (seteuid === undefined || geteuid === undefined) return undefined;
  if (geteuid() !== 0) return action();
  seteuid(nobody);
  try {
    return await action();
  } finally {
    seteuid(0);
  }
}
