import sharp from 'sharp';
import { StudioError } from '../../../preload/contract';
import type { Planes } from '../sessions';
import { type Raster, toPlanes } from './pixels';
import { checkFormat, openPicture, unreadable } from './read-picture';

/** Changing a picture keeps all of it in memory several times. */
const maximumEditedPixels = 64_000_000;

/** A picture at its own size, and the square in its middle that the model works on. */
export type Source = {
  /** Turned as its EXIF data says. */
  readonly raster: Raster;
  readonly left: number;
  readonly top: number;
  readonly side: number;
};

/** A PNG, JPEG or WebP file to be changed. Throws `image-unreadable` and `too-large`. */
export async function readSource(bytes: Uint8Array): Promise<Source> {
  const { data, info } = await decode(bytes);
  const { width, height, channels } = info;
  const side = Math.min(width, height);
  const raster = { data: new Uint8ClampedArray(data), width, height, channels: channels === 4 ? 4 : 3 } as const;
  return { raster, left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

/** The square as `pixels` x `pixels`; transparent parts are white. */
export async function squarePlanes({ raster, left, top, side }: Source, pixels: number): Promise<Planes> {
  const { data, width, height, channels } = raster;
  const square = sharp(data, { raw: { width, height, channels } })
    .extract({ left, top, width: side, height: side })
    .flatten({ background: '#ffffff' });
  const sized = side === pixels ? square : square.resize(pixels, pixels);
  return toPlanes(await sized.raw({ depth: 'uchar' }).toBuffer(), pixels, pixels);
}

/** A picture's square as light and dark, `side` x `side` bytes: white is 255, black and transparent 0. */
export async function readMask(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  try {
    return await openPicture(bytes)
      .autoOrient()
      .resize(side, side, { fit: 'cover', position: 'centre', kernel: 'nearest' })
      .flatten({ background: '#000000' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch (thrown) {
    throw unreadable(thrown);
  }
}

async function decode(bytes: Uint8Array) {
  try {
    await checkFormat(bytes);
    const picture = openPicture(bytes);
    const { width, height } = await picture.metadata();
    if (width * height > maximumEditedPixels) throw tooLarge(width, height);
    return await picture
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
  } catch (thrown) {
    throw thrown instanceof StudioError ? thrown : unreadable(thrown);
  }
}

function tooLarge(width: number, height: number): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `The picture has ${width} x ${height} pixels; one of up to ${maximumEditedPixels / 1e6} million can be changed.`,
    hint: 'Make it smaller, or cut out the part that is to be changed.',
  });
}
