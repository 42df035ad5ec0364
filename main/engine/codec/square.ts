import sharp, { type Sharp } from 'sharp';
import { type Rectangle, StudioError } from '../../../preload/contract';
import { type Box, resample } from '../../core/pixels/resample';
import type { Planes } from '../sessions';
import type { Profile } from './colours';
import { middleSquare, type Square } from './middle-square';
import { type Raster, toPlanes } from './pixels';
import { checkFormat, openPicture, unreadable } from './read-picture';

/** Changing a picture keeps all of it in memory several times. */
const maximumEditedPixels = 64_000_000;

/** A picture at its own size, and the square in it that the model works on. */
export type Source = Square & {
  /** Turned as its EXIF data says; the numbers are those of the file. */
  readonly raster: Raster;
  /** Where the numbers are not sRGB: what they mean, and the same picture in sRGB for the model. */
  readonly coloured?: { readonly profile: Profile; readonly plain: Raster };
};

/**
 * A PNG, JPEG or WebP file to be changed, and the square in the middle of a part of it. Throws `image-unreadable` and
 * `too-large`.
 */
export async function readSource(bytes: Uint8Array, part?: Rectangle): Promise<Source> {
  const { raster, coloured } = await decode(bytes);
  return { raster, ...(coloured && { coloured }), ...middleSquare(raster.width, raster.height, part) };
}

/** The square as `pixels` x `pixels` in sRGB; transparent parts are white. */
export async function squarePlanes(source: Source, pixels: number): Promise<Planes> {
  const { left, top, side } = source;
  return planesOf(source, { left, top, width: side, height: side }, pixels, pixels);
}

/** All of a picture in another size, squeezed where it has another shape, in sRGB; transparent parts are white. */
export async function plainPlanes(source: Source, width: number, height: number): Promise<Planes> {
  const { width: own, height: high } = source.raster;
  return planesOf(source, { left: 0, top: 0, width: own, height: high }, width, height);
}

async function planesOf({ raster, coloured }: Source, box: Box, width: number, height: number): Promise<Planes> {
  const { data, ...size } = coloured?.plain ?? raster;
  const part = sharp(data, { raw: { width: size.width, height: size.height, channels: size.channels } })
    .extract(box)
    .flatten({ background: '#ffffff' });
  const isSmaller = box.width < width || box.height < height;
  const sized = isSmaller ? part : part.resize(width, height, { fit: 'fill' });
  const rgb = await sized.raw({ depth: 'uchar' }).toBuffer();
  if (!isSmaller) return toPlanes(rgb, width, height);
  const pixels = { data: rgb, width: box.width, height: box.height, channels: 3 };
  return toPlanes(resample(pixels, { width, height }), width, height);
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

async function decode(bytes: Uint8Array): Promise<Pick<Source, 'raster' | 'coloured'>> {
  try {
    const { width, height, icc, space } = await checkFormat(bytes);
    if (width * height > maximumEditedPixels) throw tooLarge(width, height);
    const plain = await rasterOf(openPicture(bytes));
    // Other spaces have no numbers that could stay as they are: they become sRGB.
    if (icc === undefined || space !== 'srgb') return { raster: plain };
    const raster = await rasterOf(openPicture(bytes, { ignoreIcc: true }));
    return isSame(raster, plain) ? { raster } : { raster, coloured: { profile: new Uint8Array(icc), plain } };
  } catch (thrown) {
    throw thrown instanceof StudioError ? thrown : unreadable(thrown);
  }
}

async function rasterOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture
    .autoOrient()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data: new Uint8ClampedArray(data), width, height, channels: channels === 4 ? 4 : 3 };
}

function isSame({ data: one }: Raster, { data: other }: Raster): boolean {
  return Buffer.from(one.buffer).equals(Buffer.from(other.buffer));
}

function tooLarge(width: number, height: number): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `The picture has ${width} x ${height} pixels; one of up to ${maximumEditedPixels / 1e6} million can be changed.`,
    hint: 'Make it smaller, or cut out the part that is to be changed.',
  });
}
