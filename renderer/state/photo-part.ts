import type { Rectangle } from '../../preload/contract';

type Point = { readonly x: number; readonly y: number };

/** Smaller than this in one direction is a click, not a part. */
const least = 0.04;

/** The part between two corners, in parts of a picture's sides; undefined for one that is too small to look at. */
export function partOf(from: Point, to: Point): Rectangle | undefined {
  const [x0, x1] = between(from.x, to.x);
  const [y0, y1] = between(from.y, to.y);
  return x1 - x0 < least || y1 - y0 < least ? undefined : { x0, y0, x1, y1 };
}

function between(one: number, other: number): [number, number] {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return [within(Math.min(one, other)), within(Math.max(one, other))];
}
