import type { Plan, Rectangle } from '../../../preload/contract';
import { isCalled } from './labels';

/** For each thing that was asked for the best overlap with one that is there; 0 where there is none of its name. */
export function obedienceOf(asked: Plan, seen: Plan): number[] {
  return asked.things.map(({ label, box }) =>
    Math.max(0, ...seen.things.filter((thing) => isCalled(thing, label)).map((thing) => overlap(box, thing.box))),
  );
}

/** Intersection over union of two rectangles, 0..1. */
export function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
  const height = Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (area(one) + area(other) - shared);
}

function area({ x0, y0, x1, y1 }: Rectangle): number {
  return (x1 - x0) * (y1 - y0);
}
