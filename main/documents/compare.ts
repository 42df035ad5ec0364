import sharp from 'sharp';
import { maximumPixels } from './inspect';

export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'other-size'; readonly sizes: readonly [string, string] }
  /** `most` is the largest difference in one colour channel, from 1 to 255. */
  | { readonly kind: 'other-pixels'; readonly differing: number; readonly pixels: number; readonly most: number };

/** Compares two picture files pixel by pixel, transparency included; what else is in the files does not count. */
export async function comparePictures(one: Uint8Array, other: Uint8Array): Promise<Comparison> {
  const [first, second] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  const sizes = [sizeOf(first.info), sizeOf(second.info)] as const;
  if (sizes[0] !== sizes[1]) return { kind: 'other-size', sizes };
  return first.data.equals(second.data) ? { kind: 'same' } : differenceOf(first.data, second.data);
}

function pixelsOf(bytes: Uint8Array) {
  const picture = sharp(bytes, { limitInputPixels: maximumPixels });
  return picture.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}

function sizeOf({ width, height }: { width: number; height: number }): string {
  return `${width} × ${height}`;
}

/** Four bytes make a pixel. */
function differenceOf(one: Uint8Array, other: Uint8Array): Comparison {
  const differing = new Set<number>();
  let most = 0;
  for (const [index, value] of one.entries()) {
    const difference = Math.abs(value - (other[index] ?? 0));
    if (difference > 0) differing.add(index >> 2);
    most = Math.max(most, difference);
  }
  return { kind: 'other-pixels', differing: differing.size, pixels: one.length / 4, most };
}
