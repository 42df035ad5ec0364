import type { Rect } from '../../preload/contract';

/** The middle square of a rectangle: what a pack sees of a picture that lies there. */
export function middleSquare({ x, y, width, height }: Rect): Rect {
  const side = Math.min(width, height);
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}
