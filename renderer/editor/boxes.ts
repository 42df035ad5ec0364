import {
  maximumBoxes,
  type BoxLayer,
  type LabelledBox,
  type Plan,
  type Rect,
  type Rectangle,
  type StudioDocument,
} from '../../preload/contract';
import { removeLayers } from './arrange';
import type { Change, Diff } from './diff';
import { freeLayerId } from './document';
import { intersection } from './geometry';

export function boxLayers(document: StudioDocument): readonly BoxLayer[] {
  return document.layers.filter((layer): layer is BoxLayer => layer.type === 'box');
}

/** A rectangle of the document in parts of the frame; nothing where it lies outside. */
export function toFrame(rect: Rect, frame: Rect): Rectangle | undefined {
  const inside = intersection(rect, frame);
  if (inside === undefined) return undefined;
  const part = (value: number, length: number) => Math.min(1, Math.max(0, value / length));
  const [x, y] = [inside.x - frame.x, inside.y - frame.y];
  const box = {
    x0: part(x, frame.width),
    y0: part(y, frame.height),
    x1: part(x + inside.width, frame.width),
    y1: part(y + inside.height, frame.height),
  };
  return box.x0 < box.x1 && box.y0 < box.y1 ? box : undefined;
}

/** A rectangle in parts of the frame, in document pixels. */
export function fromFrame({ x0, y0, x1, y1 }: Rectangle, frame: Rect): Rect {
  return {
    x: frame.x + x0 * frame.width,
    y: frame.y + y0 * frame.height,
    width: (x1 - x0) * frame.width,
    height: (y1 - y0) * frame.height,
  };
}

/** What the model is told: the boxes that are seen, have a label and lie in the frame, as many as it takes. */
export function labelledBoxes(document: StudioDocument): readonly LabelledBox[] {
  return boxLayers(document)
    .filter(({ visible }) => visible)
    .flatMap((layer) => {
      const label = layer.label.trim().slice(0, 100);
      const box = toFrame(layer.rect, document.frame);
      return label === '' || box === undefined ? [] : [{ label, box }];
    })
    .slice(0, maximumBoxes);
}

/** The things of a plan as boxes that can be dragged, in place of all boxes that are not locked. */
export function planBoxes(document: StudioDocument, plan: Plan): Diff {
  const old = removeLayers(
    document,
    boxLayers(document).map(({ id }) => id),
  );
  const kept = { ...document, layers: document.layers.filter((layer) => layer.type !== 'box' || layer.locked) };
  const things = plan.things.map(({ label, box }) => ({ label, rect: fromFrame(box, document.frame) }));
  return [...old, ...addBoxes(kept, things)];
}

/** A box that is not in the document yet. */
export function boxLayer(document: StudioDocument, rect: Rect, label: string): BoxLayer {
  const id = freeLayerId(document, 'box');
  return { type: 'box', id, name: label, label, visible: true, locked: false, opacity: 1, rect };
}

/** New boxes on top of all layers; `rect` in document pixels. */
export function addBoxes(document: StudioDocument, boxes: readonly { label: string; rect: Rect }[]): Diff {
  let grown = document;
  const added: Change[] = [];
  for (const { label, rect } of boxes) {
    const layer = boxLayer(grown, rect, label);
    added.push({ kind: 'add', index: grown.layers.length, layer });
    grown = { ...grown, layers: [...grown.layers, layer] };
  }
  return added;
}

/** How many colours boxes can have. */
export const boxColours = 10;

/**
 * A colour for each label, the same for the same label. The words decide; only where two labels of the document would
 * share a colour does the later one, by alphabet, take the next that is free.
 */
export function colourOfLabels(labels: readonly string[]): ReadonlyMap<string, number> {
  const colours = new Map<string, number>();
  for (const label of [...new Set(labels.map(plain))].sort()) {
    const taken = new Set(colours.values());
    const wished = hash(label) % boxColours;
    const order = Array.from({ length: boxColours }, (_, step) => (wished + step) % boxColours);
    colours.set(label, order.find((colour) => !taken.has(colour)) ?? wished);
  }
  return colours;
}

export function colourOf(colours: ReadonlyMap<string, number>, label: string): number {
  return colours.get(plain(label)) ?? 0;
}

function plain(label: string): string {
  return label.trim().toLowerCase();
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}
