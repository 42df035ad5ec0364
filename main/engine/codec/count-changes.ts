import type { ChangedPixels } from '../../../preload/contract';
import type { Grid } from '../../core/geometry/grid';
import type { Raster } from './pixels';
import type { Source } from './square';

/** Where a change was allowed: in these cells of the square, and of those, with marks, only where they have 128 or more. */
export type Allowed = {
  readonly cells: readonly number[];
  readonly grid: Grid;
  /** A byte for each pixel of the square. */
  readonly marks?: Uint8Array | undefined;
};

/** How many pixels of the result are not those of the source to the last bit, transparency included. */
export function countChanges({ raster, left, top, side }: Source, result: Raster, allowed: Allowed): ChangedPixels {
  const { width, height, channels } = raster;
  const isAllowed = areaOf(allowed, side);
  const counted = { inside: 0, outside: 0 };
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (isSame(raster.data, result.data, pixel * channels, channels)) continue;
    const [x, y] = [(pixel % width) - left, Math.floor(pixel / width) - top];
    const isInside = x >= 0 && y >= 0 && x < side && y < side && isAllowed(x, y);
    counted[isInside ? 'inside' : 'outside']++;
  }
  return counted;
}

function isSame(one: ArrayLike<number>, other: ArrayLike<number>, from: number, channels: number): boolean {
  for (let index = from; index < from + channels; index++) if (one[index] !== other[index]) return false;
  return true;
}

function areaOf({ cells, grid: { rows, columns }, marks }: Allowed, side: number) {
  const free = new Set(cells);
  const cellAt = (place: number, count: number) => Math.floor(((place + 0.5) * count) / side);
  return (x: number, y: number): boolean =>
    free.has(cellAt(y, rows) * columns + cellAt(x, columns)) &&
    (marks === undefined || (marks[y * side + x] ?? 0) >= 128);
}
