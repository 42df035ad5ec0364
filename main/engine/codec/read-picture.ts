import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { type Rectangle, StudioError } from '../../../preload/contract';
import type { Planes } from '../sessions';
import { type Box, resample } from '../../core/pixels/resample';
import { middleSquare, type Square } from './middle-square';
import { toPlanes } from './pixels';

const readableFormats = new Set(['png', 'jpeg', 'webp']);
const maximumPixels = 200_000_000;

/** How a picture that is not square becomes a square, and which part of its middle square is meant. */
export type Framing = { readonly fit?: 'cover' | 'stretch'; readonly part?: Rectangle | undefined };

/**
 * A PNG, JPEG or WebP file as a square of `side` pixels: turned as its EXIF data says, its middle cut out or all of it
 * squeezed, transparent parts on white. Throws `image-unreadable`.
 */
export async function readPicture(
  bytes: Uint8Array,
  side: number,
  { fit = 'cover', part }: Framing = {},
): Promise<Planes> {
  try {
    await checkFormat(bytes);
    const { autoOrient } = await openPicture(bytes).metadata();
    const box = part === undefined ? wholeOf(autoOrient) : partOf(autoOrient, part);
    const picture = openPicture(bytes).autoOrient().extract(box);
    if (box.width < side || box.height < side) return await enlarged(picture, side, fit);
    const { data } = await plainly(
      picture.resize(side, side, { fit: fit === 'cover' ? 'cover' : 'fill', position: 'centre' }),
    );
    return toPlanes(data, side, side);
  } catch (thrown) {
    throw unreadable(thrown);
  }
}

async function enlarged(picture: Sharp, side: number, fit: Framing['fit']): Promise<Planes> {
  const { data, info } = await plainly(picture);
  const box = fit === 'cover' ? boxOf(middleSquare(info.width, info.height)) : wholeOf(info);
  return toPlanes(resample({ data, ...info }, box, { width: side, height: side }), side, side);
}

/** In sRGB, transparent parts on white. */
async function plainly(picture: Sharp) {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new TypeError(`The picture came out with ${info.channels} channels.`);
  return { data, info };
}

function wholeOf({ width, height }: { readonly width: number; readonly height: number }): Box {
  return { left: 0, top: 0, width, height };
}

function boxOf({ left, top, side }: Square): Box {
  return { left, top, width: side, height: side };
}

/** A part of the middle square, which is what people mark parts in. */
function partOf(size: { readonly width: number; readonly height: number }, part: Rectangle): Box {
  const { left, top, side } = middleSquare(size.width, size.height);
  const place = (fraction: number) => Math.min(side - 1, Math.floor(fraction * side));
  const length = (from: number, to: number) => Math.max(1, Math.round(to * side) - place(from));
  return {
    left: left + place(part.x0),
    top: top + place(part.y0),
    width: length(part.x0, part.x1),
    height: length(part.y0, part.y1),
  };
}

export async function checkFormat(bytes: Uint8Array): Promise<void> {
  const { format } = await openPicture(bytes).metadata();
  if (!readableFormats.has(format)) throw new TypeError(`A ${format} file is none of PNG, JPEG and WebP.`);
}

/** Whole or not at all; a file that is damaged is not guessed at. */
export function openPicture(bytes: Uint8Array, options: Pick<SharpOptions, 'ignoreIcc'> = {}): Sharp {
  return sharp(bytes, { ...options, limitInputPixels: maximumPixels, failOn: 'error' });
}

export function unreadable(cause: unknown): StudioError {
  return new StudioError(
    {
      code: 'image-unreadable',
      message: 'The picture cannot be read.',
      detail: cause instanceof Error ? cause.message : String(cause),
      hint: 'Use a whole PNG, JPEG or WebP file; open and save it again in another program if it is damaged.',
    },
    { cause },
  );
}
