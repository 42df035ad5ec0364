import { cellCount, type Grid } from '../geometry/grid';
import { cellPlace, kindOf, type Layout, type Place, textPlace } from './place';

/** The places of the tokens that are to be drawn, known before any of them is. */
export type Course = {
  /** How many tokens are drawn at most. */
  readonly length: number;
  /** `index` from 0; also answers for the place right after the last one. */
  readonly place: (index: number) => Place;
};

export function pictureCourse(layout: Layout, t: number, grid: Grid): Course {
  const length = cellCount(grid);
  const image = kindOf(layout, 'image');
  const after = textPlace(layout, t + 1);
  return { length, place: (index) => (index < length ? cellPlace(t, index, grid.columns, image) : after) };
}

export function textCourse(layout: Layout, t: number, length: number): Course {
  return { length, place: (index) => textPlace(layout, t + index) };
}
