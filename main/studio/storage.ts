import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageName, StudioError, type StorageView } from '../../preload/contract';

/** Where each kind of thing lies, in the folder that the system has for it. */
export type StoragePlaces = Readonly<Record<StorageName, string>>;

/** Why some kinds are not cleaned away, and how they go. */
const staying: Partial<Readonly<Record<StorageName, { readonly message: string; readonly hint: string }>>> = {
  journals: {
    message: 'Unsaved work is not cleaned away.',
    hint: 'Save it, or throw it away one by one in the project menu.',
  },
  library: {
    message: 'What is known of your photos is not cleaned away as a whole.',
    hint: 'Remove folders in the photo panel; your photos stay as they are.',
  },
  photos: {
    message: 'The small copies of your photos are not cleaned away while the photos are in the library.',
    hint: 'Remove folders in the photo panel; your photos stay as they are.',
  },
  packs: {
    message: 'Packs are not cleaned away: the studio draws and reads with them.',
    hint: 'Delete the folder of a pack that you do not want any more.',
  },
};

/** What lies on the disk, with sizes. */
export async function listStorage(places: StoragePlaces): Promise<StorageView[]> {
  return Promise.all(
    StorageName.options.map(async (name) => {
      const folder = places[name];
      return { name, folder, cleanable: staying[name] === undefined, ...(await sizeOf(folder)) };
    }),
  );
}

/** Throws `bad-request` for what must stay and `file-unwritable` for what cannot be removed. */
export async function cleanStorage(places: StoragePlaces, name: StorageName): Promise<void> {
  const stays = staying[name];
  if (stays !== undefined) throw new StudioError({ code: 'bad-request', ...stays });
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
