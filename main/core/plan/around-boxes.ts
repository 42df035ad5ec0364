import type { LabelledBox, Rectangle } from '../../../preload/contract';
import { isCalled, kindOf, tells } from './labels';

/** How much of the smaller of two things may be hidden by the other one, as a share. */
const hidden = 0.35;
/** Where a thing is tried that makes way, along the width. */
const steps = 32;

export type AroundBoxes<T> = { readonly given: readonly LabelledBox[]; readonly others: readonly T[] };

/**
 * The things that a sentence was planned with, around boxes that are given. A box is the thing that the sentence calls so and
 * takes its place, with the plan's label where that says more; the others make way to the side.
 */
export function aroundBoxes<T extends LabelledBox>(
  planned: readonly T[],
  given: readonly LabelledBox[],
  sentence: string,
): AroundBoxes<T> {
  const others = [...planned];
  const untold = ({ label }: T) => !tells(sentence, label);
  const found = given.map((box) => takeNearest(others, box, (thing) => isCalled(thing, box.label)));
  const lost = given.filter((_, index) => found[index] === undefined);
  // What the sentence left open, the plan chose: a white boat, where a boat was said and the box is a red one.
  const guessed = lost.map((box) =>
    takeNearest(others, box, (thing) => untold(thing) && kindOf(thing) === kindOf(box)),
  );
  // What was said was planned as something else, which nobody asked for.
  for (const [index, box] of lost.entries())
    if (guessed[index] === undefined && tells(sentence, box.label)) takeNearest(others, box, untold);
  const boxes = given.map((box, index) => ({ ...box, label: found[index]?.label ?? box.label }));
  return { given: boxes, others: makeWay(others, boxes) };
}

/** Takes the nearest thing that fits out of the list. */
function takeNearest<T extends LabelledBox>(
  things: T[],
  { box }: LabelledBox,
  fits: (thing: T) => boolean,
): T | undefined {
  const [first] = things.filter(fits).sort((one, other) => distance(one.box, box) - distance(other.box, box));
  if (first !== undefined) things.splice(things.indexOf(first), 1);
  return first;
}

/** What hides behind a given box, or hides one, goes where neither that nor anything else stands. */
function makeWay<T extends LabelledBox>(things: readonly T[], given: readonly LabelledBox[]): T[] {
  const boxes = given.map(({ box }) => box);
  const isFree = ({ box }: T) => boxes.every((other) => cover(box, other) <= hidden);
  const standing = [...boxes, ...things.filter(isFree).map(({ box }) => box)];
  return things.map((thing) => {
    if (isFree(thing)) return thing;
    const box = besides(thing.box, standing);
    standing.push(box);
    return { ...thing, box };
  });
}

/** The nearest place at the same height where little is hidden; where there is none, the one where least is. */
function besides(box: Rectangle, standing: readonly Rectangle[]): Rectangle {
  const room = 1 - (box.x1 - box.x0);
  const tried = Array.from({ length: steps + 1 }, (_, step) => moved(box, (step / steps) * room));
  const costs = [box, ...tried].map((place) => ({
    place,
    cost: Math.max(hidden, ...standing.map((other) => cover(place, other))),
    far: distance(place, box),
  }));
  return costs.sort((one, other) => one.cost - other.cost || one.far - other.far)[0]?.place ?? box;
}

function moved({ x0, x1, ...box }: Rectangle, left: number): Rectangle {
  return { ...box, x0: left, x1: left + x1 - x0 };
}

/** What two rectangles share, of the smaller one. */
function cover(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
  const height = Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0);
  return (Math.max(0, width) * Math.max(0, height)) / Math.min(area(one), area(other));
}

function area({ x0, y0, x1, y1 }: Rectangle): number {
  return (x1 - x0) * (y1 - y0);
}

function distance(one: Rectangle, other: Rectangle): number {
  return Math.abs(one.x0 + one.x1 - other.x0 - other.x1);
}
