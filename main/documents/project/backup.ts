import { randomBytes } from 'node:crypto';
import { copyFile, link, rename, rm } from 'node:fs/promises';
import { hasCode } from '../system-errors';

/** Where the version before the last saving is kept. */
export function backupPath(path: string): string {
  return `${path}~`;
}

export function isBackup(path: string): boolean {
  return path.endsWith(backupPath(''));
}

/** Keeps the file as it is now under its backup name; at every moment `path` itself stays whole. */
export async function keepBackup(path: string): Promise<void> {
  const temporary = `${backupPath(path)}${randomBytes(6).toString('hex')}`;
  try {
    await linkOrCopy(path, temporary);
    await rename(temporary, backupPath(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    if (!hasCode(thrown, 'ENOENT')) throw thrown;
  }
}

/** Some file systems, such as that of most USB sticks, know no second name for a file. */
async function linkOrCopy(path: string, copy: string): Promise<void> {
  try {
    await link(path, copy);
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) throw thrown;
    await copyFile(path, copy);
  }
}
