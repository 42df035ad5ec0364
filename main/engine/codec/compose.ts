import sharp from 'sharp';
import { resample } from '../../core/pixels/resample';
import type { Raster } from './pixels';
import type { Source } from './square';

/** How much of the new picture shows: a square of `side` x `side` numbers in 0..1. */
export type Blend = { readonly mask: Float32Array; readonly side: number };

/** A square picture in another size. */
export async function enlarge({ data, width, height, channels }: Raster, side: number): Promise<Raster> {
  if (width === side && height === side) return { data, width, height, channels };
  const square = { width: side, height: side };
  if (side > width || side > height)
    return { data: resample({ data, width, height, channels }, square), ...square, channels };
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .resize(side, side, { kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { data: new Uint8ClampedArray(bytes), ...square, channels };
}

/**
 * The source with the new square, as large as the source's own, blended into it. Where the mask is 0, and where `marks`, a
 * byte for each pixel of the square, has less than 128, every byte stays as it is; opacity stays everywhere.
 */
export function compose({ raster, left, top, side }: Source, drawn: Raster, blend: Blend, marks?: Uint8Array): Raster {
  const data = raster.data.slice();
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (marks !== undefined && (marks[y * side + x] ?? 0) < 128) continue;
      const share = shareAt(blend, x, y, side);
      if (share === 0) continue;
      const target = ((top + y) * raster.width + left + x) * raster.channels;
      const from = (y * side + x) * drawn.channels;
      for (let channel = 0; channel < 3; channel++) {
        const old = data[target + channel] ?? 0;
        data[target + channel] = old + share * ((drawn.data[from + channel] ?? 0) - old);
      }
    }
  }
  return { ...raster, data };
}

/** Between the four pixels of the mask around; but 0 wherever the nearest of them is. */
function shareAt({ mask, side: size }: Blend, x: number, y: number, side: number): number {
  const scale = size / side;
  const nearest =
    Math.min(size - 1, Math.floor((y + 0.5) * scale)) * size + Math.min(size - 1, Math.floor((x + 0.5) * scale));
  const own = mask[nearest] ?? 0;
  if (own === 0 || own === 1 || scale === 1) return own;
  const [column, row] = [clamp((x + 0.5) * scale - 0.5, size - 1), clamp((y + 0.5) * scale - 0.5, size - 1)];
  const [left, above] = [Math.floor(column), Math.floor(row)];
  const [right, below] = [Math.min(size - 1, left + 1), Math.min(size - 1, above + 1)];
  const upper = mix(mask[above * size + left] ?? 0, mask[above * size + right] ?? 0, column - left);
  const lower = mix(mask[below * size + left] ?? 0, mask[below * size + right] ?? 0, column - left);
  return mix(upper, lower, row - above);
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
