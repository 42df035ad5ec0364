import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../preload/contract';

/**
 * Lets one process at a time write the library of a folder. Returns what gives it back. Throws `library-busy` while another
 * living process has it; what a dead one left is taken over.
 */
export async function lockLibrary(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'writing.lock');
  await mkdir(folder, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await take(path)) return () => rm(path, { force: true });
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner > 0 && owner !== process.pid && isAlive(owner)) throw busy();
    await rm(path, { force: true });
  }
  throw busy();
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function busy(): StudioError {
  return new StudioError({
    code: 'library-busy',
    message: 'Another studio on this machine is reading photos into the library.',
    hint: 'Wait until it is done, or close it.',
  });
}
