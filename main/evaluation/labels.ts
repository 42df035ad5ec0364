import type { Rectangle } from '../../preload/contract';
import { boxCells } from '../core/geometry/region';

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
  // Nothing is lost of these boxes by writing them down in a pack's locations.
  const reader = { grid: { rows: side, columns: side }, locations: Infinity };
  const left = new Set(boxCells(beside, 1, reader));
  const counted = one.map((_, cell) => !left.has(cell));
  const either = one.filter((kind, cell) => counted[cell] === true && (kind !== none || other[cell] !== none)).length;
  const both = one.filter((kind, cell) => counted[cell] === true && kind !== none && kind === other[cell]).length;
  return either === 0 ? 1 : both / either;
}
