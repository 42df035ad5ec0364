import { setImmediate } from 'node:timers/promises';
import { lightOf, type PixelFilter } from '../../core/regions/filters';
import { type EdgeFollower, type Plane, shareOf } from '../../core/regions/region-mask';
import type { Raster } from './pixels';

/** Where a filter shows: in a region whose edges are followed, under marks, in both, or everywhere. */
export type FilterPlace = {
  readonly follower?: EdgeFollower | undefined;
  /** A byte for each pixel; nothing shows where it has less than 128. */
  readonly marks?: Uint8Array | undefined;
};

export type Filtered = {
  readonly raster: Raster;
  /** 1 for each pixel where the filter shows at all. */
  readonly touched: Uint8Array;
};

/** Rows between which the event loop turns. */
const band = 64;

/**
 * The raster with other colours where the filter shows, mixed in as far as it shows there. Every pixel elsewhere, and all
 * opacity, stays as it is. Throws the signal's reason between two bands of rows.
 */
export async function filterRaster(
  source: Raster,
  filter: PixelFilter,
  place: FilterPlace,
  signal: AbortSignal,
): Promise<Filtered> {
  const { width, height, channels } = source;
  const raster = { ...source, data: source.data.slice() };
  const touched = new Uint8Array(width * height);
  const rows = new RowShares(width, height, place);
  const out = new Float32Array(3);
  for (let y = 0; y < height; y++) {
    if (y % band === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
    rows.read(source, y);
    filterRow(y);
  }
  return { raster, touched };

  function filterRow(y: number): void {
    for (let x = 0; x < width; x++) {
      const share = rows.shares[x] ?? 0;
      if (share === 0) continue;
      const at = (y * width + x) * channels;
      const [red, green, blue] = [source.data[at] ?? 0, source.data[at + 1] ?? 0, source.data[at + 2] ?? 0];
      filter(red, green, blue, (y + 0.5) / height, out);
      raster.data[at] = red + share * ((out[0] ?? 0) - red);
      raster.data[at + 1] = green + share * ((out[1] ?? 0) - green);
      raster.data[at + 2] = blue + share * ((out[2] ?? 0) - blue);
      touched[y * width + x] = 1;
    }
  }
}

/** How much of the filter shows in each pixel of one row, worked out row by row. */
class RowShares {
  readonly shares: Float32Array;
  readonly #place: FilterPlace;
  readonly #height: number;
  readonly #slope: Float32Array;
  readonly #base: Float32Array;

  constructor(width: number, height: number, place: FilterPlace) {
    this.shares = new Float32Array(width).fill(1);
    this.#place = place;
    this.#height = height;
    this.#slope = new Float32Array(width);
    this.#base = new Float32Array(width);
  }

  read({ data, width, channels }: Raster, y: number): void {
    const { follower, marks } = this.#place;
    if (follower !== undefined) {
      stretchRow(follower.slope, (y + 0.5) / this.#height, this.#slope);
      stretchRow(follower.base, (y + 0.5) / this.#height, this.#base);
    }
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const light = lightOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) / 255;
      const share = follower === undefined ? 1 : shareOf((this.#slope[x] ?? 0) * light + (this.#base[x] ?? 0));
      this.shares[x] = marks === undefined || (marks[y * width + x] ?? 0) >= 128 ? share : 0;
    }
  }
}

/** One row of a plane at a height (0..1), stretched to the length of `out`. */
function stretchRow({ data, width, height }: Plane, place: number, out: Float32Array): void {
  const down = Math.min(height - 1, Math.max(0, place * height - 0.5));
  const above = Math.floor(down);
  const [first, second] = [above * width, Math.min(height - 1, above + 1) * width];
  const share = down - above;
  for (let x = 0; x < out.length; x++) {
    const across = Math.min(width - 1, Math.max(0, ((x + 0.5) * width) / out.length - 0.5));
    const left = Math.floor(across);
    const right = Math.min(width - 1, left + 1);
    const upper = between(data[first + left] ?? 0, data[first + right] ?? 0, across - left);
    const lower = between(data[second + left] ?? 0, data[second + right] ?? 0, across - left);
    out[x] = between(upper, lower, share);
  }
}

function between(one: number, other: number, share: number): number {
  return one + share * (other - one);
}
