import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StudioError } from '../../../preload/contract';
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
  const path = join(folder, `captions-${split}.tsv`);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw notThere(path, thrown);
  });
  const captions = new Map<string, string[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [name, caption, ...more] = line.split('\t');
    if (name === undefined || caption === undefined || more.length > 0) throw oddLine(path, index + 1);
    captions.set(name, [...(captions.get(name) ?? []), caption]);
  }
  return captions;
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

function notThere(path: string, cause: unknown): StudioError {
  const data = {
    code: 'file-missing',
    message: `The table of captions ${path} cannot be read.`,
    hint: 'It is called captions-SPLIT.tsv and has a line for each caption: the name of the photo, a tab, the caption.',
  } as const;
  return new StudioError(data, { cause });
}

function oddLine(path: string, line: number): StudioError {
  return new StudioError({
    code: 'bad-request',
    message: `Line ${line} of ${path} is not the name of a photo, a tab and a caption.`,
  });
}
