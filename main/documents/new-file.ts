import { open, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { writeError, writeFileAtomically } from './atomic-write';
import { hasCode } from './system-errors';

/** Names that are tried before it is given up. */
const mostNames = 10_000;

/**
 * Writes a file that was not there before, and gives its name: `name`, or with a number behind it where that is taken. Throws as
 * {@link writeFileAtomically} does; nothing is left behind then.
 */
export async function writeNewFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const taken = await reserve(folder, name);
  const path = join(folder, taken);
  try {
    await writeFileAtomically(path, bytes);
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
  return taken;
}

/** An empty file holds the name until the whole one takes its place. */
async function reserve(folder: string, name: string): Promise<string> {
  const ending = extname(name);
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${basename(name, ending)} (${number})${ending}`;
    const path = join(folder, free);
    try {
      await (await open(path, 'wx')).close();
      return free;
    } catch (thrown) {
      if (!hasCode(thrown, 'EEXIST') || number === mostNames) throw writeError(path, thrown);
    }
  }
}
