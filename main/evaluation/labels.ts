import type { Rectangle } from '../../preload/contract';

/**
 * How far two pictures show the same kinds in the same cells: of the cells in which either shows a thing, the share in which
 * both show the same kind. 1 where neither shows any. Cells within `beside`, widened by one cell, do not count.
 */
export function labelOverlap(
  one: readonly string[],
  other: readonly string[],
  none: string,
  beside: readonly Rectangle[] = [],
) {
  const side = Math.round(Math.sqrt(one.length));
  const counted = one.map((_, cell) => !beside.some((box) => touches(box, cell, side)));
  const either = one.filter((kind, cell) => counted[cell] === true && (kind !== none || other[cell] !== none)).length;
  const both = one.filter((kind, cell) => counted[cell] === true && kind !== none && kind === other[cell]).length;
  return either === 0 ? 1 : both / either;
}

function touches({ x0, y0, x1, y1 }: Rectangle, cell: number, side: number): boolean {
  const column = cell % side;
  const row = Math.floor(cell / side);
  const within = (place: number, start: number, end: number) => place >= start * side - 2 && place < end * side + 1;
  return within(column, x0, x1) && within(row, y0, y1);
}
