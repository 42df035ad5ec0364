import type { Plan, Rectangle } from '../../../preload/contract';
import { changedThings } from '../plan/difference';
import { cellCount, type Grid } from './grid';

/** What a pack brings to find the cells of boxes: `locations` is how many places there are on a side to write down. */
export type RegionReader = { readonly grid: Grid; readonly locations: number };

/** Cells around a changed box that are drawn anew with it: outlines and shadows reach over its edge. */
export const regionMargin = 1;

/** Every cell of the grid. */
export function allCells(grid: Grid): readonly number[] {
  return Array.from({ length: cellCount(grid) }, (_, cell) => cell);
}

/**
 * The cells that some boxes touch and `margin` cells around each, rising. A box that reaches less than half a location over
 * the edge of a cell does not touch it: that much is lost when it is written down.
 */
export function boxCells(boxes: readonly Rectangle[], margin: number, { grid, locations }: RegionReader): number[] {
  const spans = boxes.map(({ x0, y0, x1, y1 }) => ({
    rows: span(y0, y1, grid.rows, margin, locations),
    columns: span(x0, x1, grid.columns, margin, locations),
  }));
  return allCells(grid).filter((cell) => {
    const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
    return spans.some(({ rows, columns }) => within(row, rows) && within(column, columns));
  });
}

/** What must be drawn anew when one plan becomes another, rising. Another background: everything. */
export function changedCells(before: Plan, after: Plan, reader: RegionReader): readonly number[] {
  if (before.background.trim() !== after.background.trim()) return allCells(reader.grid);
  const boxes = changedThings(before, after, reader.locations).map(({ box }) => box);
  return boxCells(boxes, regionMargin, reader);
}

/** The cells of which at least a twentieth is marked; `marks` is a square of `side` x `side` pixels. */
export function markedCells(marks: ArrayLike<number>, side: number, grid: Grid): number[] {
  const marked = new Float64Array(cellCount(grid));
  for (let pixel = 0; pixel < side * side; pixel++) {
    if ((marks[pixel] ?? 0) < 128) continue;
    const row = Math.floor((Math.floor(pixel / side) * grid.rows) / side);
    const column = Math.floor(((pixel % side) * grid.columns) / side);
    marked[row * grid.columns + column] = (marked[row * grid.columns + column] ?? 0) + 1;
  }
  const least = (side * side) / marked.length / 20;
  return allCells(grid).filter((cell) => (marked[cell] ?? 0) >= least);
}

type Span = { readonly from: number; readonly to: number };

function span(start: number, end: number, count: number, margin: number, locations: number): Span {
  const slack = count / (locations - 1) / 2;
  return { from: Math.floor(start * count + slack) - margin, to: Math.ceil(end * count - slack) + margin };
}

function within(index: number, { from, to }: Span): boolean {
  return index >= from && index < to;
}
