import type { Rect } from '../../preload/contract';
import { add, centreOf, contains, subtract, turn, unionOf, type Point } from './geometry';

/** A rectangle that may be turned about its middle, in degrees clockwise. */
export interface Shape {
  readonly rect: Rect;
  readonly rotation: number;
}

/** Where a hand can take hold: -1, 0 and 1 are left, middle and right, or top, middle and bottom. */
export interface Handle {
  readonly across: -1 | 0 | 1;
  readonly down: -1 | 0 | 1;
}

export const handles: readonly Handle[] = [
  { across: -1, down: -1 },
  { across: 1, down: -1 },
  { across: 1, down: 1 },
  { across: -1, down: 1 },
  { across: 0, down: -1 },
  { across: 1, down: 0 },
  { across: 0, down: 1 },
  { across: -1, down: 0 },
];

export function handlePoint({ rect, rotation }: Shape, { across, down }: Handle): Point {
  const middle = centreOf(rect);
  const corner = add(middle, { x: (across * rect.width) / 2, y: (down * rect.height) / 2 });
  return rotation === 0 ? corner : turn(corner, middle, rotation);
}

/** The corners clockwise from the upper left. */
export function cornersOf(shape: Shape): readonly Point[] {
  return handles.slice(0, 4).map((handle) => handlePoint(shape, handle));
}

export function boundsOf(shape: Shape): Rect {
  if (shape.rotation === 0) return shape.rect;
  return unionOf(cornersOf(shape).map((corner) => ({ ...corner, width: 0, height: 0 }))) ?? shape.rect;
}

export function covers({ rect, rotation }: Shape, point: Point): boolean {
  return contains(rect, rotation === 0 ? point : turn(point, centreOf(rect), -rotation));
}

export interface Pull {
  /** Where the held handle is to be. */
  readonly to: Point;
  /** Whether width and height keep their ratio. */
  readonly even: boolean;
  /** Whether the middle stays instead of the opposite side. */
  readonly centred: boolean;
}

/** The shape's rectangle after one of its handles was pulled. No side becomes shorter than `least`. */
export function pulled(shape: Shape, handle: Handle, { to, even, centred }: Pull, least = 1): Rect {
  const { rect, rotation } = shape;
  const fixed = centred ? centreOf(rect) : handlePoint(shape, opposite(handle));
  const reach = turn(subtract(to, fixed), { x: 0, y: 0 }, -rotation);
  const whole = centred ? 2 : 1;
  let width = handle.across === 0 ? rect.width : Math.max(least, reach.x * handle.across * whole);
  let height = handle.down === 0 ? rect.height : Math.max(least, reach.y * handle.down * whole);
  if (even) {
    const factor = evenFactor(handle, width / rect.width, height / rect.height);
    width = Math.max(least, rect.width * factor);
    height = Math.max(least, rect.height * factor);
  }
  const offset = centred
    ? { x: 0, y: 0 }
    : turn({ x: (handle.across * width) / 2, y: (handle.down * height) / 2 }, { x: 0, y: 0 }, rotation);
  const middle = add(fixed, offset);
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
}

function evenFactor({ across, down }: Handle, wide: number, high: number): number {
  if (across === 0) return high;
  return down === 0 ? wide : Math.max(wide, high);
}

function opposite({ across, down }: Handle): Handle {
  return { across: flip(across), down: flip(down) };
}

function flip(side: -1 | 0 | 1): -1 | 0 | 1 {
  if (side === 0) return 0;
  return side === 1 ? -1 : 1;
}
