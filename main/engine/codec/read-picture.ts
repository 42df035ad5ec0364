import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { type Rectangle, StudioError } from '../../../preload/contract';
import type { Planes } from '../sessions';
import { type Box, resample } from '../../core/pixels/resample';
import { middleSquare } from './middle-square';
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
    const { autoOrient } = await checkFormat(bytes);
    const upright = openPicture(bytes).autoOrient();
    const box = part && partOf(autoOrient, part);
    // Without a part nothing is cut out first: JPEG is decoded at a fraction of its size only then.
    const picture = box === undefined ? upright : upright.extract(box);
    const { width, height } = box ?? autoOrient;
    if (width < side || height < side) return await enlarged(picture, side, fit);
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
  const size = { width: side, height: side };
  return toPlanes(resample({ data, ...info }, size, fit === 'cover' ? middleOf(info) : undefined), side, side);
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

function middleOf({ width, height }: { readonly width: number; readonly height: number }): Box {
  const { left, top, side } = middleSquare(width, height);
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

/** What the file says of itself. Throws if it is none that is read. */
export async function checkFormat(bytes: Uint8Array): Promise<Metadata> {
  const metadata = await openPicture(bytes).metadata();
  if (readableFormats.has(metadata.format)) return metadata;
  throw new TypeError(`A ${metadata.format} file is none of PNG, JPEG and WebP.`);
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
