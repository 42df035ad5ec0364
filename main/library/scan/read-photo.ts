import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { resample } from '../../core/pixels/resample';
import type { FolderId } from '../../../preload/contract';
import { readRecipe } from '../../documents';
import { type FoundFile, type Photo, photoIdOf } from '../photo';
import { exifDate } from './exif-date';
import { formatOf, headLength } from './formats';
import { PhotoFault } from './photo-faults';
import { printHeight, printOf, printWidth } from './print';

/** A file's bytes, of a format that may be read. */
export type PhotoFile = { readonly bytes: Uint8Array; readonly content: string; readonly format: string };

/** A square picture as a retriever reads it: red, green and blue of each pixel, row by row. */
export type Square = { readonly side: number; readonly rgb: Uint8Array };

/** Side in pixels, and how a photo that is not square becomes a square: its middle is cut out, or all of it squeezed. */
export type SquareShape = { readonly side: number; readonly fit: 'cover' | 'stretch' };

export type ReadPhoto = {
  readonly photo: Photo;
  /** A WebP file. */
  readonly thumbnail: Uint8Array;
  /** Absent where nobody asked for it. */
  readonly square: Square | undefined;
};

const maximumBytes = 512 * 1024 ** 2;
const maximumPixels = 200_000_000;
/** Side of the square that thumbnails fit into. */
export const thumbnailSide = 320;
/** Seconds that one picture may take. */
const patience = 30;

/** The file with its hash. Throws {@link PhotoFault}, or what the disk says. */
export async function readPhotoFile({ path, bytes: size }: FoundFile): Promise<PhotoFile> {
  if (size > maximumBytes) throw new PhotoFault('too-large', 'The file has more than 512 MB.');
  const bytes = await readFile(path);
  if (bytes.length === 0) throw new PhotoFault('damaged', 'The file is empty.');
  const format = formatOf(bytes.subarray(0, headLength));
  if (format === undefined) throw new PhotoFault('unsupported', 'What is in it is none of the formats that are read.');
  return { bytes, content: createHash('sha256').update(bytes).digest('hex'), format };
}

/**
 * What the library keeps of a photo, in sRGB and turned as its EXIF data says. `shape` is that of the square for the
 * retriever. Throws what the picture library says.
 */
export async function readPhoto(
  found: FoundFile,
  file: PhotoFile,
  folder: FolderId,
  shape?: SquareShape,
): Promise<ReadPhoto> {
  const metadata = await open(file.bytes).metadata();
  const small = await shrink(file.bytes, Math.max(longestFor(shape?.side ?? 0, metadata), thumbnailSide));
  const [thumbnail, print, square] = await Promise.all([
    thumbnailOf(small),
    greyOf(small).then(printOf),
    shape === undefined ? undefined : squareOf(small, shape),
  ]);
  const photo = { ...found, ...factsOf(metadata, found), ...wordsIn(file), ...about(found, file, folder), print };
  return { photo, thumbnail, square };
}

/** The square of a picture file in memory, or of a part of it in parts of its sides. */
export async function squareFrom(
  bytes: Uint8Array,
  shape: SquareShape,
  region?: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number },
): Promise<Square> {
  if (formatOf(bytes.subarray(0, headLength)) === undefined)
    throw new PhotoFault('unsupported', 'What is in it is none of the formats that are read.');
  const whole = await shrink(bytes, (region === undefined ? 2 : 8) * shape.side);
  if (region === undefined) return squareOf(whole, shape);
  const left = Math.min(whole.width - 1, Math.floor(region.x0 * whole.width));
  const top = Math.min(whole.height - 1, Math.floor(region.y0 * whole.height));
  const width = Math.max(1, Math.round((region.x1 - region.x0) * whole.width));
  const height = Math.max(1, Math.round((region.y1 - region.y0) * whole.height));
  const part = { left, top, width: Math.min(width, whole.width - left), height: Math.min(height, whole.height - top) };
  return squareOf(await rawOf(fromRaw(whole).extract(part)), shape);
}

const plain = new Set(['png', 'jpeg', 'webp']);

/** A photo in a format that every part of the studio reads: the file as it is, or as PNG. */
export async function asPlainPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const format = formatOf(bytes.subarray(0, headLength));
  if (format === undefined) throw new PhotoFault('unsupported', 'What is in it is none of the formats that are read.');
  if (plain.has(format)) return bytes;
  return new Uint8Array(await open(bytes).autoOrient().toColourspace('srgb').png().toBuffer());
}

/**
 * The longer side at which the shorter one is as long as the square's: an eighth of a photo of twelve megapixels, which JPEG
 * gives at a quarter of the time of a fourth of it. Of a photo more than twice as long as wide less is enough.
 */
function longestFor(side: number, { autoOrient: { width, height } }: Metadata): number {
  return Math.ceil(side * Math.min(2, Math.max(width, height) / Math.min(width, height)));
}

type Raw = { readonly data: Uint8Array; readonly width: number; readonly height: number };

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error', pages: 1 });
}

/** One decoding for all that is made of a photo; JPEG is read at a fraction of its size. */
function shrink(bytes: Uint8Array, side: number): Promise<Raw> {
  const small = open(bytes).autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true });
  return rawOf(small.flatten({ background: '#ffffff' }).toColourspace('srgb').timeout({ seconds: patience }));
}

async function rawOf(picture: Sharp): Promise<Raw> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  throw new TypeError(`The picture came out with ${info.channels} channels.`);
}

function fromRaw({ data, width, height }: Raw): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function thumbnailOf(raw: Raw): Promise<Uint8Array> {
  const size = { fit: 'inside', withoutEnlargement: true } as const;
  return fromRaw(raw).resize(thumbnailSide, thumbnailSide, size).webp({ quality: 78, effort: 0 }).toBuffer();
}

async function greyOf(raw: Raw): Promise<Uint8Array> {
  return fromRaw(raw).greyscale().resize(printWidth, printHeight, { fit: 'fill' }).raw().toBuffer();
}

async function squareOf(raw: Raw, { side, fit }: SquareShape): Promise<Square> {
  if (raw.width < side || raw.height < side) return enlarged(raw, { side, fit });
  const { data } = await rawOf(
    fromRaw(raw).resize(side, side, { fit: fit === 'cover' ? 'cover' : 'fill', position: 'centre' }),
  );
  // A view of pooled memory would be sent whole with every message.
  return { side, rgb: new Uint8Array(data) };
}

/** Its middle, or all of it. */
function enlarged(raw: Raw, { side, fit }: SquareShape): Square {
  const shorter = Math.min(raw.width, raw.height);
  const { width, height } = fit === 'cover' ? { width: shorter, height: shorter } : raw;
  const [left, top] = [(raw.width - width) / 2, (raw.height - height) / 2];
  const rgb = resample({ ...raw, channels: 3 }, { width: side, height: side }, { left, top, width, height });
  return { side, rgb: new Uint8Array(rgb.buffer) };
}

function factsOf({ autoOrient, exif }: Metadata, { modified }: FoundFile) {
  const taken = exif === undefined ? undefined : exifDate(exif);
  return { width: autoOrient.width, height: autoOrient.height, taken: taken ?? modified };
}

function wordsIn({ bytes, format }: PhotoFile): Pick<Photo, 'kind' | 'prompt' | 'caption'> {
  const recipe = format === 'png' ? readRecipe(bytes) : undefined;
  return recipe === undefined
    ? { kind: 'photo', prompt: null, caption: null }
    : { kind: 'generated', prompt: recipe.prompt, caption: null };
}

function about({ path }: FoundFile, { content, format }: PhotoFile, folder: FolderId) {
  return { id: photoIdOf(path), name: basename(path), folder, content, format };
}
