import type { Rect } from '../../preload/contract';
import type { Point } from './geometry';

/** Rows and columns of the model's token grid. */
export type CellGrid = readonly [rows: number, columns: number];

/** A neighbour belongs to the place as long as the model was at least this unsure of it, in parts of the first cell's doubt. */
const alike = 0.6;
/** Where it was surer than this part of the greatest doubt, places do not grow. */
const sure = 0.2;
/** A place is no larger than this part of the grid. */
const mostShare = 0.08;

/** The cell of a grid over `area` that lies under a point; nothing outside. */
export function cellAt({ x, y }: Point, area: Rect, [rows, columns]: CellGrid): number | undefined {
  const row = Math.floor(((y - area.y) / area.height) * rows);
  const column = Math.floor(((x - area.x) / area.width) * columns);
  return row < 0 || column < 0 || row >= rows || column >= columns ? undefined : row * columns + column;
}

/**
 * The cells around `start` of which the model was about as unsure, and all cells around those, rising; `doubt` in nats by cell.
 * Cells that it does not tell of are left out: they were not drawn. Empty where `start` is one of them.
 */
export function doubtfulPlace(doubt: ReadonlyMap<number, number>, start: number, grid: CellGrid): readonly number[] {
  const least = Math.max((doubt.get(start) ?? 0) * alike, sure * Math.max(0, ...doubt.values()));
  const most = Math.max(4, Math.floor(grid[0] * grid[1] * mostShare));
  const place = new Set(doubt.has(start) ? [start] : []);
  // The set grows while it is walked, the nearest cells first.
  for (const cell of place) {
    for (const next of around(cell, grid)) {
      if (place.size < most && (doubt.get(next) ?? -1) >= least) place.add(next);
    }
  }
  const round = [...place].flatMap((cell) => around(cell, grid)).filter((cell) => doubt.has(cell));
  return [...new Set([...place, ...round])].sort((one, other) => one - other);
}

/** The cell that the model was least sure of. */
export function mostDoubtful(doubt: ReadonlyMap<number, number>): number | undefined {
  let worst: readonly [number, number] | undefined;
  for (const entry of doubt) if (worst === undefined || entry[1] > worst[1]) worst = entry;
  return worst?.[0];
}

/** The up to eight cells around one. */
function around(cell: number, [rows, columns]: CellGrid): number[] {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const steps = [-1, 0, 1];
  return steps.flatMap((down) =>
    steps
      .filter((across) => (down !== 0 || across !== 0) && column + across >= 0 && column + across < columns)
      .filter(() => row + down >= 0 && row + down < rows)
      .map((across) => cell + down * columns + across),
  );
}
