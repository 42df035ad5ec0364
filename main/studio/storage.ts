import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageName, StudioError, type StorageView } from '../../preload/contract';

/** Where each kind of thing lies, in the folder that the system has for it. */
export type StoragePlaces = Readonly<Record<StorageName, string>>;

/** Whatever else goes, unsaved work stays. */
const uncleanable: ReadonlySet<StorageName> = new Set<StorageName>(['journals']);

/** What lies on the disk, with sizes. */
export async function listStorage(places: StoragePlaces): Promise<StorageView[]> {
  return Promise.all(
    StorageName.options.map(async (name) => {
      const folder = places[name];
      return { name, folder, cleanable: !uncleanable.has(name), ...(await sizeOf(folder)) };
    }),
  );
}

/** Throws `bad-request` for what must stay and `file-unwritable` for what cannot be removed. */
export async function cleanStorage(places: StoragePlaces, name: StorageName): Promise<void> {
  if (uncleanable.has(name)) throw mustStay();
  try {
    await rm(places[name], { recursive: true, force: true });
  } catch (thrown) {
    throw notRemoved(places[name], thrown);
  }
}

/** Links are not followed: what they lead to is not the studio's. */
async function sizeOf(path: string): Promise<{ bytes: number; files: number }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { bytes: 0, files: 0 };
  if (!found.isDirectory()) return { bytes: found.size, files: 1 };
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((entry) => bytesOf(join(entry.parentPath, entry.name))));
  return { bytes: sizes.reduce((sum, bytes) => sum + bytes, 0), files: files.length };
}

function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function mustStay(): StudioError {
  return new StudioError({
    code: 'bad-request',
    message: 'Unsaved work is not cleaned away.',
    hint: 'Save it, or throw it away one by one in the project menu.',
  });
}

function notRemoved(folder: string, cause: unknown): StudioError {
  return new StudioError(
    {
      code: 'file-unwritable',
      message: `The files in ${folder} cannot be removed.`,
      hint: 'See that you may write there, and that no other program holds them.',
    },
    { cause },
  );
}
