import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readTable } from './table';
import { readTar } from './tar';

/** A photo with what people wrote about it. */
export type CaptionedPhoto = {
  readonly name: string;
  readonly captions: readonly string[];
  readonly bytes: Uint8Array;
};

const isPhoto = (name: string) => /\.jpe?g$/i.test(name);

/**
 * The captions of a split by the names of its photos, in the order of the table: `captions-SPLIT.tsv`, a line for each with a
 * name, a tab and a caption. Throws `file-missing` and `bad-request`.
 */
export async function readCaptions(folder: string, split: string): Promise<ReadonlyMap<string, readonly string[]>> {
  return readTable(join(folder, `captions-${split}.tsv`), {
    of: 'captions',
    hint: 'It is called captions-SPLIT.tsv and has a line for each caption: the name of the photo, a tab, the caption.',
    line: 'the name of a photo, a tab and a caption',
    read: ([caption, ...more]) => (more.length > 0 ? undefined : caption),
  });
}

/** The photos that have captions: those in `SPLIT.tar` or `SPLIT-N.tar`, or else the JPEGs in the folder `SPLIT` or beside the table. */
export async function* readPhotos(
  folder: string,
  split: string,
  captions: ReadonlyMap<string, readonly string[]>,
): AsyncGenerator<CaptionedPhoto, void, undefined> {
  for await (const { name, bytes } of filesOf(folder, split)) {
    const known = captions.get(basename(name));
    if (known !== undefined) yield { name: basename(name), captions: known, bytes };
  }
}

async function* filesOf(folder: string, split: string) {
  const names = (await readdir(folder)).sort();
  const archives = names.filter(
    (name) => name === `${split}.tar` || (name.startsWith(`${split}-`) && /-\d+\.tar$/.test(name)),
  );
  for (const archive of archives) {
    for await (const member of readTar(join(folder, archive))) if (isPhoto(member.name)) yield member;
  }
  if (archives.length > 0) return;
  const inner = join(folder, split);
  const place = (await stat(inner).catch(() => undefined))?.isDirectory() === true ? inner : folder;
  for (const name of (await readdir(place)).sort().filter(isPhoto))
    yield { name, bytes: await readFile(join(place, name)) };
}
