import sharp, { type Sharp } from 'sharp';
import type { Rect } from '../../../preload/contract';
import { maximumPixels } from '../inspect';

/** Whole pixels of the picture that is being made. */
export type Place = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Pixels with transparency, four bytes each, and where they go. */
export type PlacedPixels = Place & { readonly data: Buffer };

/** The part of the document that is shown, and pixels for each of its own. */
export type Shown = { readonly area: Rect; readonly scale: number };

/** The whole pixels that a rectangle of the document covers; a thin one covers at least one. */
export function placeOf({ x, y, width, height }: Rect, { area, scale }: Shown): Place {
  const [left, top] = [Math.round((x - area.x) * scale), Math.round((y - area.y) * scale)];
  const right = Math.max(left + 1, Math.round((x + width - area.x) * scale));
  const bottom = Math.max(top + 1, Math.round((y + height - area.y) * scale));
  return { left, top, width: right - left, height: bottom - top };
}

/** The size in pixels of what is shown. */
export function sizeOf({ area, scale }: Shown): { width: number; height: number } {
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(area.width), height: side(area.height) };
}

/**
 * The picture stretched over its place and turned about its middle by so many degrees clockwise, upright before that, and in
 * sRGB; undefined where nothing of it lies inside `size`.
 */
export async function stretch(
  bytes: Uint8Array,
  place: Place,
  size: { width: number; height: number },
  rotation = 0,
): Promise<PlacedPixels | undefined> {
  const whole = sharp(bytes, { limitInputPixels: maximumPixels }).autoOrient().toColourspace('srgb').ensureAlpha();
  const stretched = whole.resize(place.width, place.height, { fit: 'fill' });
  if (rotation % 360 === 0) return cutOut(stretched, place, size);
  const turned = await turn(stretched, place, rotation);
  const raw = { width: turned.width, height: turned.height, channels: 4 as const };
  return cutOut(sharp(turned.data, { raw }), turned, size);
}

/** As large as it is then, about the same middle; the corners are clear. */
async function turn(picture: Sharp, { left, top, width, height }: Place, rotation: number): Promise<PlacedPixels> {
  const { data } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const upright = sharp(data, { raw: { width, height, channels: 4 } });
  const turned = upright.rotate(rotation, { background: { r: 0, g: 0, b: 0, alpha: 0 } });
  const { data: pixels, info } = await turned.raw().toBuffer({ resolveWithObject: true });
  const [across, down] = [Math.round((width - info.width) / 2), Math.round((height - info.height) / 2)];
  return { data: pixels, left: left + across, top: top + down, width: info.width, height: info.height };
}

/** What of the picture lies inside `size`. */
async function cutOut(
  picture: Sharp,
  place: Place,
  size: { width: number; height: number },
): Promise<PlacedPixels | undefined> {
  const [left, top] = [Math.max(0, place.left), Math.max(0, place.top)];
  const width = Math.min(size.width, place.left + place.width) - left;
  const height = Math.min(size.height, place.top + place.height) - top;
  if (width <= 0 || height <= 0) return undefined;
  const cut = { left: left - place.left, top: top - place.top, width, height };
  const { data } = await picture.extract(cut).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, left, top, width, height };
}

/** The same pixels, less opaque; `opacity` from 0 to 1. */
export function fade(pixels: PlacedPixels, opacity: number): PlacedPixels {
  if (opacity === 1) return pixels;
  const data = Buffer.from(pixels.data);
  for (let index = 3; index < data.length; index += 4) data[index] = Math.round((data[index] ?? 0) * opacity);
  return { ...pixels, data };
}
