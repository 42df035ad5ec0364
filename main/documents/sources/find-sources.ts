import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { maximumAssetBytes } from '../../../preload/contract';
import { isAvif, toPng } from '../inspect';
import { withoutRecipe } from '../metadata/picture-recipe';
import { isPng } from '../metadata/png';
import { hashOf } from './source-store';

/** What files of pictures are called; others are not looked into. */
const pictureName = /\.(png|jpe?g|webp|avif)$/i;

/** Files of one folder that are looked into at most. */
const maximumFiles = 5000;

/**
 * Looks for files with these hashes among files and in folders, without the folders below. A picture of the studio is also
 * known without the recipe that was written into its file since. Gives what was found.
 */
export async function findSources(
  wanted: readonly string[],
  places: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const place of places) {
    for (const path of await filesAt(place)) {
      if (wanted.every((hash) => found.has(hash))) return found;
      for (const form of await formsOf(path)) {
        const hash = hashOf(form);
        if (wanted.includes(hash)) found.set(hash, form);
      }
    }
  }
  return found;
}

async function filesAt(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [place];
  const files = entries.filter((entry) => entry.isFile() && pictureName.test(entry.name));
  return files.slice(0, maximumFiles).map(({ name }) => join(place, name));
}

/** The forms in which the engine may have had the file; none of one that cannot be read. */
async function formsOf(path: string): Promise<Uint8Array[]> {
  try {
    if ((await stat(path)).size > maximumAssetBytes) return [];
    const bytes = new Uint8Array(await readFile(path));
    if (isAvif(bytes)) return [await toPng(bytes)];
    return isPng(bytes) ? [bytes, withoutRecipe(bytes)] : [bytes];
  } catch {
    return [];
  }
}
