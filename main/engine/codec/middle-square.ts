import type { Rectangle } from '../../../preload/contract';

/** Whole pixels of a picture. */
export type Square = { readonly left: number; readonly top: number; readonly side: number };

const all: Rectangle = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** The largest square in the middle of a part of a picture that is so large; of all of it unless given. */
export function middleSquare(width: number, height: number, { x0, y0, x1, y1 }: Rectangle = all): Square {
  const across = spanOf(x0, x1, width);
  const down = spanOf(y0, y1, height);
  const side = Math.min(across.length, down.length);
  return {
    left: across.start + Math.floor((across.length - side) / 2),
    top: down.start + Math.floor((down.length - side) / 2),
    side,
  };
}

/** At least one pixel, however thin the part is. */
function spanOf(from: number, to: number, length: number) {
  const start = Math.min(length - 1, Math.round(from * length));
  return { start, length: Math.max(1, Math.round(to * length) - start) };
}
