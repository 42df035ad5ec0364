import { overlapOf, rectangleOf } from './boxes';
import type { Verdict } from './figures';
import { labelOverlap } from './labels';
import { isLike, label, sideOf } from './score-text';
import type { Seen } from './seen';
import { type EditTrial, type PlacedThing, type SuiteHeader, type SuiteScene, backgroundNames } from './suite';

/** A thing that is to go counts as still there from this overlap with its old place on. */
const stillThere = 0.5;

type Pictures = {
  readonly source: Seen;
  /** The picture that came out. */
  readonly edited: Seen;
  /** The word that the judge has for no thing. */
  readonly none: string;
};
type Header = Pick<SuiteHeader, 'pixels' | 'slots'>;

/**
 * Whether the change was made, and how far all else stayed. A thing that comes must stand on the side that was asked for; where on
 * that side is free. One that goes must no longer be seen where it was.
 */
export function scoreEdit(
  scene: SuiteScene,
  edit: EditTrial,
  { source, edited, none }: Pictures,
  header: Header,
): Verdict[] {
  const came = edit.come.every((thing) => shows(edited, thing, header));
  const went = edit.gone.every(
    (thing) => !isAt(edited, thing, header) || edit.things.some((kept) => isLike(kept, thing)),
  );
  const became = backgroundNames
    .filter((name) => scene.background[name] !== edit.background[name])
    .every((name) => edited.background[name] === edit.background[name]);
  const score = came && went && became ? 1 : 0;
  const fact = `${edit.operation}: “${edit.instruction}”`;
  const changing = [...edit.gone, ...edit.come].map(({ box }) => rectangleOf(box, header.pixels));
  const kept = labelOverlap(source.cells, edited.cells, none, changing);
  return [
    { figure: 'changed', fact, score },
    { figure: edit.everywhere ? 'changedBackground' : 'changedThings', fact, score },
    { figure: 'kept', fact: `${fact}, outside the change ${kept.toFixed(2)}`, score: kept },
  ];
}

function shows({ things }: Seen, asked: PlacedThing, { slots }: Header): boolean {
  return things.some((thing) => isLike(thing, asked) && sideOf(thing, slots) === asked.slot);
}

function isAt({ things }: Seen, gone: PlacedThing, { pixels }: Header): boolean {
  const box = rectangleOf(gone.box, pixels);
  return things.some((thing) => isLike(thing, gone) && overlapOf(thing.box, box) >= stillThere);
}

/** Whether the hidden thing stands in its place again, and all else is as it was. */
export function scoreFill(
  scene: SuiteScene,
  hole: PlacedThing,
  { source, edited }: Pictures,
  { pixels }: Header,
): Verdict[] {
  const filled = isAt(edited, hole, { pixels, slots: {} });
  const others = (seen: Seen) =>
    seen.things
      .filter((thing) => !isLike(thing, hole))
      .map(label)
      .sort()
      .join();
  const same = backgroundNames.every((name) => source.background[name] === edited.background[name]);
  const fact = `${label(hole)} in the hole of scene ${scene.seed}`;
  return [
    { figure: 'filled', fact, score: filled ? 1 : 0 },
    {
      figure: 'seamless',
      fact: `all else around the ${fact}`,
      score: same && others(source) === others(edited) ? 1 : 0,
    },
  ];
}
