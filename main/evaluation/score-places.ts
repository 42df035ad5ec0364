import type { LabelledBox } from '../../preload/contract';
import { overlapOf, rectangleOf } from './boxes';
import type { Verdict } from './figures';
import { isLike, label } from './score-text';
import type { Seen, SeenThing } from './seen';
import type { SuiteHeader, SuiteScene } from './suite';

/** A thing counts as placed from this overlap on. */
const placedFrom = 0.5;

/** The things of a scene as the boxes that a person would draw. */
export function boxesOf({ things }: SuiteScene, { pixels }: Pick<SuiteHeader, 'pixels'>): LabelledBox[] {
  return thingsIn(things, pixels).map((thing) => ({ label: label(thing), box: thing.box }));
}

/** How far the things stand where they were asked for. A thing of another kind or colour overlaps with nothing. */
export function scorePlaces({ things }: SuiteScene, seen: Seen, { pixels }: Pick<SuiteHeader, 'pixels'>): Verdict[] {
  const asked = thingsIn(things, pixels);
  const overlaps = bestOverlaps(asked, seen.things);
  return asked.flatMap((thing, index) => {
    const score = overlaps[index] ?? 0;
    const fact = `${label(thing)} in its box (IoU ${score.toFixed(2)})`;
    return [
      { figure: 'placed', fact, score: score >= placedFrom ? 1 : 0 } as const,
      { figure: 'overlap', fact, score } as const,
    ];
  });
}

export function thingsIn(things: SuiteScene['things'], pixels: number): SeenThing[] {
  return things.map(({ kind, colour, box }) => ({ kind, colour, box: rectangleOf(box, pixels) }));
}

/** For each thing that was asked for its overlap with a seen one, every seen one used once, the best pairs first. */
function bestOverlaps(asked: readonly SeenThing[], seen: readonly SeenThing[]): number[] {
  const pairs = asked.flatMap((wanted, index) =>
    seen
      .filter((thing) => isLike(thing, wanted))
      .map((thing) => ({ index, thing, score: overlapOf(wanted.box, thing.box) })),
  );
  const best: number[] = [];
  const used = new Set<SeenThing>();
  for (const { index, thing, score } of pairs.sort((a, b) => b.score - a.score)) {
    if (best[index] !== undefined || used.has(thing)) continue;
    best[index] = score;
    used.add(thing);
  }
  return best;
}
