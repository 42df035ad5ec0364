import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { StudioError } from '../../../preload/contract';
import type { Planes } from '../sessions';
import { toPlanes } from './pixels';

const readableFormats = new Set(['png', 'jpeg', 'webp']);
const maximumPixels = 200_000_000;

/**
 * A PNG, JPEG or WebP file as a square of `side` pixels: turned as its EXIF data says, its middle cut out, transparent
 * parts on white. Throws `image-unreadable`.
 */
export async function readPicture(bytes: Uint8Array, side: number): Promise<Planes> {
  try {
    await checkFormat(bytes);
    const { data, info } = await openPicture(bytes)
      .autoOrient()
      .resize(side, side, { fit: 'cover', position: 'centre' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new TypeError(`The picture came out with ${info.channels} channels.`);
    return toPlanes(data, side, side);
  } catch (thrown) {
    throw unreadable(thrown);
  }
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
