import type { BoxLayer, LabelledBox, LayerId, Rect, StudioDocument } from '../../preload/contract';
import { boxLayers, fromFrame } from './boxes';
import { overlap } from './geometry';

/** Boxes that overlap less than this are not the thing that was drawn for them: they were moved since. */
const same = 0.5;

/**
 * How well each box was obeyed, from 0 to 1. `things` are those of the plan that was drawn, `obeyed` the figure of each; a
 * box that was moved or renamed since has none. `area` is where the model worked: the frame, or the part that it changed.
 */
export function obedienceOfBoxes(
  document: StudioDocument,
  things: readonly LabelledBox[],
  obeyed: readonly number[],
  area: Rect = document.frame,
): ReadonlyMap<LayerId, number> {
  return new Map(
    boxLayers(document).flatMap((box) => {
      const index = things.findIndex((thing) => isDrawnFor(box, thing, area));
      const figure = obeyed[index];
      return figure === undefined ? [] : [[box.id, figure] as const];
    }),
  );
}

/** A plan may know more of a box than its label says: what is asked for as a boat is drawn as the red boat of the sentence. */
function isDrawnFor({ label, rect }: BoxLayer, thing: LabelledBox, area: Rect): boolean {
  const drawn = wordsOf(thing.label);
  return wordsOf(label).every((word) => drawn.includes(word)) && overlap(rect, fromFrame(thing.box, area)) >= same;
}

function wordsOf(label: string): readonly string[] {
  return label.trim().toLowerCase().split(/\s+/);
}
