import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AssetId, GalleryEntry } from '../../../preload/contract';
import { inspectPicture } from '../inspect';
import { recipeIn } from '../metadata/recipe-in';

/** The pictures of a gallery's folder, by id. */
export type Entries = Map<AssetId, GalleryEntry>;

/** One line of JSON for each picture; what the list lacks is read from the pictures, what has no picture is left out. */
export async function readEntries(folder: string, list: string): Promise<Entries> {
  const listed = new Map((await readLines(list)).map((entry) => [entry.id, entry]));
  const names = await readdir(folder).catch(() => []);
  const entries: Entries = new Map();
  for (const id of names.flatMap((name) => AssetId.safeParse(/^(.+)\.png$/.exec(name)?.[1]).data ?? [])) {
    const entry = listed.get(id) ?? (await entryOf(id, join(folder, `${id}.png`)));
    if (entry !== undefined) entries.set(id, entry);
  }
  return new Map([...entries].sort(([, one], [, other]) => one.made - other.made));
}

async function readLines(list: string): Promise<GalleryEntry[]> {
  const text = await readFile(list, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

/** A line that was cut off by a crash is none. */
function parseLine(line: string): GalleryEntry | undefined {
  try {
    return GalleryEntry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

async function entryOf(id: AssetId, path: string): Promise<GalleryEntry | undefined> {
  try {
    const bytes = new Uint8Array(await readFile(path));
    const [{ width, height }, recipe, { mtimeMs }] = await Promise.all([
      inspectPicture(bytes),
      recipeIn(bytes),
      stat(path),
    ]);
    return recipe && { id, made: mtimeMs, width, height, recipe };
  } catch {
    return undefined;
  }
}
