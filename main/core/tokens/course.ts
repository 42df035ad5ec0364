import type { ImageKind } from '../../../preload/contract';
import { cellCount, type Grid } from '../geometry/grid';
import { cellPlace, kindOf, type Layout, type Place, textPlace } from './place';

/** The places of the tokens that are to be drawn, known before any of them is. */
export type Course = {
  /** How many tokens are drawn at most. */
  readonly length: number;
  /** `index` from 0; also answers for the place right after the last one. */
  readonly place: (index: number) => Place;
};

export function pictureCourse(layout: Layout, t: number, grid: Grid, kind: ImageKind = 'image'): Course {
  const length = cellCount(grid);
  const image = kindOf(layout, kind);
  const after = textPlace(layout, t + 1);
  return { length, place: (index) => (index < length ? cellPlace(t, index, grid.columns, image) : after) };
}

/** Of some cells of a picture at `t`, by their numbers in reading order; each keeps its own place. */
export function cellsCourse(layout: Layout, t: number, grid: Grid, cells: readonly number[]): Course {
  const image = kindOf(layout, 'image');
  const after = textPlace(layout, t + 1);
  const place = (index: number) => {
    const cell = cells[index];
    return cell === undefined ? after : cellPlace(t, cell, grid.columns, image);
  };
  return { length: cells.length, place };
}

export function textCourse(layout: Layout, t: number, length: number): Course {
  return { length, place: (index) => textPlace(layout, t + index) };
}
