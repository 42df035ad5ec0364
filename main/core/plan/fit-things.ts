import type { LabelledBox, Rectangle } from '../../../preload/contract';
import type { Grid } from '../geometry/grid';

/** The smallest rectangle around some cells. Throws `RangeError` for none. */
export function rectangleOf(cells: readonly number[], { rows, columns }: Grid): Rectangle {
  if (cells.length === 0) throw new RangeError('No cells have no rectangle.');
  const across = cells.map((cell) => cell % columns);
  const down = cells.map((cell) => Math.floor(cell / columns));
  return {
    x0: Math.min(...across) / columns,
    y0: Math.min(...down) / rows,
    x1: (Math.max(...across) + 1) / columns,
    y1: (Math.max(...down) + 1) / rows,
  };
}

/**
 * Things moved into a rectangle together: in the middle, no larger than they are, and smaller where they do not fit, with
 * their own proportions.
 */
export function fitThings(things: readonly LabelledBox[], into: Rectangle): LabelledBox[] {
  const around = hullOf(things.map(({ box }) => box));
  if (around === undefined) return [];
  const scale = Math.min(1, width(into) / width(around), height(into) / height(around));
  const left = into.x0 + (width(into) - scale * width(around)) / 2;
  const top = into.y0 + (height(into) - scale * height(around)) / 2;
  const x = (value: number) => clamp(left + scale * (value - around.x0));
  const y = (value: number) => clamp(top + scale * (value - around.y0));
  return things.map(({ label, box }) => ({
    label,
    box: { x0: x(box.x0), y0: y(box.y0), x1: x(box.x1), y1: y(box.y1) },
  }));
}

function hullOf(boxes: readonly Rectangle[]): Rectangle | undefined {
  if (boxes.length === 0) return undefined;
  return {
    x0: Math.min(...boxes.map(({ x0 }) => x0)),
    y0: Math.min(...boxes.map(({ y0 }) => y0)),
    x1: Math.max(...boxes.map(({ x1 }) => x1)),
    y1: Math.max(...boxes.map(({ y1 }) => y1)),
  };
}

function width({ x0, x1 }: Rectangle): number {
  return x1 - x0;
}

function height({ y0, y1 }: Rectangle): number {
  return y1 - y0;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
