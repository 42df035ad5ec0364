import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../atomic-write';

/** How often the process that works on a journal says that it lives, and how long that is believed; milliseconds. */
export const signOfLife = 10_000;
const believedFor = 60_000;

/** Says that this process works on the journal in the folder, which is made. Throws as the system does. */
export async function own(folder: string): Promise<void> {
  await makeFolder(folder);
  // The end of the line tells that the number is whole: a disk that fails may keep a part of it.
  await writeFile(ownerPath(folder), `${process.pid}\n`);
}

export async function stillOwn(folder: string): Promise<void> {
  const now = new Date();
  await utimes(ownerPath(folder), now, now).catch(() => undefined);
}

/**
 * Whether another living process works on the journal. Its number alone would not tell, for after a restart of the machine
 * another program may have it: the sign of life must be fresh as well.
 */
export async function isOwnedElsewhere(folder: string, now = Date.now()): Promise<boolean> {
  try {
    const pid = Number(/^(\d+)\n$/.exec(await readFile(ownerPath(folder), 'utf8'))?.[1] ?? Number.NaN);
    const { mtimeMs } = await stat(ownerPath(folder));
    return pid !== process.pid && isAlive(pid) && now - mtimeMs < believedFor;
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (thrown) {
    // A process of another user is alive, too.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function ownerPath(folder: string): string {
  return join(folder, 'owner');
}
