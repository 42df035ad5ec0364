import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract';
import { hasCode, writeReason } from './system-errors';

/** Bytes, all at once or as they are made. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

export type WriteOptions = {
  /**
   * Called when the new content is safe on the disk, in the file `temporary`, and the old one still in its place, at `path`.
   */
  readonly beforeReplacing?: (path: string, temporary: string) => Promise<void>;
};

/**
 * Puts a whole file in place at once: after a crash at any moment the path holds the old file or the new one, never a
 * part. Throws `file-missing` when the folder does not exist and `file-unwritable` when it cannot be written.
 */
export async function writeFileAtomically(
  path: string,
  bytes: FileContent,
  { beforeReplacing }: WriteOptions = {},
): Promise<void> {
  try {
    await replace(await targetOf(path), bytes, beforeReplacing);
  } catch (thrown) {
    throw thrown instanceof StudioError ? thrown : writeError(path, thrown);
  }
}

/** Where a symbolic link points, so that the link stays one; devices and folders are refused, not replaced. */
async function targetOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => path);
  const found = await stat(real).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw unwritable(path, 'something else than a file has this name');
  return real;
}

async function replace(
  path: string,
  bytes: FileContent,
  beforeReplacing: WriteOptions['beforeReplacing'],
): Promise<void> {
  const temporary = join(dirname(path), `${leftoverStem(path)}${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeDurably(temporary, bytes);
    await beforeReplacing?.(path, temporary);
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(path));
}

function leftoverStem(path: string): string {
  return `.${basename(path).slice(0, 100)}.`;
}

/** Milliseconds after which nobody writes on a temporary file any more: it was left by a crash. */
const longestWrite = 3_600_000;

/** Takes away what crashes have left of earlier writings of the same file. */
export async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const stem = leftoverStem(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(stem) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(stem.length))) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > longestWrite) await rm(join(folder, name), { force: true });
  }
}

async function writeDurably(path: string, bytes: FileContent): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the folder and those above it that are missing, for this user alone; what is made outlives a loss of power. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Makes the new name durable. Windows cannot open folders and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // The file itself is safe; some file systems have no way to sync a folder.
  } finally {
    await handle?.close();
  }
}

/** What went wrong while `path` was written, in words. */
export function writeError(path: string, thrown: unknown): StudioError {
  return hasCode(thrown, 'ENOENT') ? folderMissing(path) : unwritable(path, writeReason(thrown), thrown);
}

function folderMissing(path: string): StudioError {
  return new StudioError({
    code: 'file-missing',
    message: `The file ${path} cannot be written: the folder ${dirname(path)} does not exist.`,
    hint: 'Create the folder, or choose another one.',
  });
}

function unwritable(path: string, reason: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: 'file-unwritable',
      message: `The file ${path} cannot be written: ${reason}.`,
      hint: 'Choose another place or name.',
    },
    { cause },
  );
}
