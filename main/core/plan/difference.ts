import type { LabelledBox, Plan, Rectangle } from '../../../preload/contract';
import { planLimits } from '../grammar/plan-grammar';
import { fromLeftToRight } from './plan-tokens';

/** The things that only one of two plans has. Boxes that are written with the same locations are the same. */
export function changedThings(before: Plan, after: Plan, locations: number): LabelledBox[] {
  return [...without(before, after, locations), ...without(after, before, locations)];
}

/** What makes one plan of another: the things that go, as they stand there, and a plan of what comes. */
export type PlanChanges = { readonly gone: readonly LabelledBox[]; readonly come: Plan };

/**
 * What a plan becomes: at most as many things as a plan may have, from left to right; the background stays where none comes.
 */
export function changedPlan(before: Plan, { gone, come }: PlanChanges, locations: number): Plan {
  const going = gone.map((thing) => keyOf(thing, locations));
  const staying = before.things.filter((thing) => {
    const index = going.indexOf(keyOf(thing, locations));
    if (index >= 0) going.splice(index, 1);
    return index < 0;
  });
  const room = Math.max(0, planLimits.things - staying.length);
  const things = fromLeftToRight([...staying, ...come.things.slice(0, room)]);
  return { things, background: come.background === '' ? before.background : come.background };
}

/** Every plan once, the most probable first. `nats` is minus the logarithm of its probability. */
export function eachOnce<T extends { readonly plan: Plan; readonly nats: number }>(written: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const each of written.toSorted((one, other) => one.nats - other.nats)) {
    const key = JSON.stringify(each.plan);
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
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
