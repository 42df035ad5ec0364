import type { LabelledBox, Plan, Rectangle } from '../../../preload/contract';
import { planLimits } from '../grammar/plan-grammar';
import { overlap } from './obedience';

/** The things that only one of two plans has. Boxes that are written with the same locations are the same. */
export function changedThings(before: Plan, after: Plan, locations: number): LabelledBox[] {
  return [...without(before, after, locations), ...without(after, before, locations)];
}

/** Overlap from which on a thing of the same name that is written is the one that stands there. */
const sameFrom = 0.5;

/**
 * What a plan becomes by written changes: a thing in them that it has goes, any other comes, up to as many as a plan may have.
 * Things stand from left to right; the background stays where none is written.
 */
export function changedPlan(before: Plan, changes: Plan): Plan {
  const staying = [...before.things];
  const coming: LabelledBox[] = [];
  for (const thing of changes.things) {
    const index = standing(thing, staying);
    if (index === undefined) coming.push(thing);
    else staying.splice(index, 1);
  }
  const room = planLimits.things - staying.length;
  const things = [...staying, ...coming.slice(0, Math.max(0, room))].sort((one, other) => middle(one) - middle(other));
  return { things, background: changes.background.trim() === '' ? before.background : changes.background };
}

/** Which of the things it is. */
function standing({ label, box }: LabelledBox, things: readonly LabelledBox[]): number | undefined {
  const overlaps = things.map((thing) => (thing.label.trim() === label.trim() ? overlap(thing.box, box) : 0));
  const most = Math.max(0, ...overlaps);
  return most < sameFrom ? undefined : overlaps.indexOf(most);
}

function middle({ box }: LabelledBox): number {
  return box.x0 + box.x1;
}

/**
 * What `after` comes to where only things that touch `inside` may change: the rest of `before` stays, and so does its
 * background.
 */
export function limitPlan(before: Plan, after: Plan, inside: (box: Rectangle) => boolean, locations: number): Plan {
  const wanted = keysOf(after, locations);
  const kept = before.things.filter((thing) => wanted.has(keyOf(thing, locations)) || !inside(thing.box));
  const come = without(after, before, locations).filter(({ box }) => inside(box));
  return { things: [...kept, ...come], background: before.background };
}

function without(plan: Plan, other: Plan, locations: number): LabelledBox[] {
  const others = keysOf(other, locations);
  return plan.things.filter((thing) => !others.has(keyOf(thing, locations)));
}

function keysOf({ things }: Plan, locations: number): ReadonlySet<string> {
  return new Set(things.map((thing) => keyOf(thing, locations)));
}

function keyOf({ label, box: { x0, y0, x1, y1 } }: LabelledBox, locations: number): string {
  const places = [x0, y0, x1, y1].map((fraction) => Math.round(fraction * (locations - 1)));
  return `${label.trim()} ${places.join(' ')}`;
}
