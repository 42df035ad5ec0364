import type { Layer, LayerId, StudioDocument } from '../../preload/contract';
import type { Change, Diff } from './diff';
import { freeLayerId, layerIndex } from './document';
import { shift, type Point } from './geometry';
import { selectedLayers, type Selection } from './selection';

/** Changes each selected layer that is not locked; a layer that stays the same object is left out. */
export function updateEach(
  document: StudioDocument,
  selection: Selection,
  change: (layer: Layer) => Layer,
  locked: 'keep' | 'change' = 'keep',
): Diff {
  return selectedLayers(document, selection)
    .filter((layer) => locked === 'change' || !layer.locked)
    .map((before): Change => ({ kind: 'update', before, after: change(before) }))
    .filter((made) => made.kind === 'update' && made.before !== made.after);
}

/** Moves by document pixels. */
export function moveLayers(document: StudioDocument, selection: Selection, by: Point): Diff {
  if (by.x === 0 && by.y === 0) return [];
  return updateEach(document, selection, (layer) => ({ ...layer, rect: shift(layer.rect, by) }));
}

export function removeLayers(document: StudioDocument, selection: Selection): Diff {
  // From the top down, so that the places below stay right.
  return selectedLayers(document, selection)
    .filter((layer) => !layer.locked)
    .map((layer): Change => ({ kind: 'remove', index: layerIndex(document, layer.id), layer }))
    .reverse();
}

export type Order = 'front' | 'forward' | 'backward' | 'back';

/** Moves the selected layers among the others; among themselves they keep their order. */
export function reorder(document: StudioDocument, selection: Selection, order: Order): Diff {
  return rearrange(document, reordered(document.layers, selection, order));
}

/** Puts one layer at a place in the stack, counted from the bottom. */
export function moveTo(document: StudioDocument, id: LayerId, place: number): Diff {
  const layer = document.layers[layerIndex(document, id)];
  if (layer === undefined) return [];
  const others = document.layers.filter((other) => other !== layer);
  return rearrange(document, others.toSpliced(place, 0, layer));
}

function reordered(layers: readonly Layer[], selection: Selection, order: Order): readonly Layer[] {
  const chosen = (layer: Layer) => selection.includes(layer.id);
  if (order === 'front') return [...layers.filter((layer) => !chosen(layer)), ...layers.filter(chosen)];
  if (order === 'back') return [...layers.filter(chosen), ...layers.filter((layer) => !chosen(layer))];
  return order === 'forward' ? stepped(layers, chosen) : stepped(layers.toReversed(), chosen).toReversed();
}

/** Each chosen layer changes places with the one after it, unless that is chosen too. */
function stepped(layers: readonly Layer[], chosen: (layer: Layer) => boolean): readonly Layer[] {
  const result = [...layers];
  for (let index = result.length - 2; index >= 0; index -= 1) {
    const [one, next] = [result[index], result[index + 1]];
    if (one === undefined || next === undefined || !chosen(one) || chosen(next)) continue;
    [result[index], result[index + 1]] = [next, one];
  }
  return result;
}

/** Takes out and puts in again what is not where it should be. */
function rearrange(document: StudioDocument, wanted: readonly Layer[]): Diff {
  const now = [...document.layers];
  const diff: Change[] = [];
  for (const [index, layer] of wanted.entries()) {
    const from = now.indexOf(layer);
    if (from === index || from < 0) continue;
    now.splice(from, 1);
    now.splice(index, 0, layer);
    diff.push({ kind: 'remove', index: from, layer }, { kind: 'add', index, layer });
  }
  return diff;
}

/** Puts the layers into one group of their own, or, given `undefined`, out of any. */
export function groupLayers(document: StudioDocument, selection: Selection, name: string | undefined): Diff {
  return updateEach(document, selection, (layer) => regrouped(layer, name), 'change');
}

function regrouped(layer: Layer, name: string | undefined): Layer {
  const { group, ...free } = layer;
  if (group === name) return layer;
  return name === undefined ? free : { ...free, group: name };
}

/** A name that no group of the document has. */
export function freeGroup(document: StudioDocument): string {
  const taken = new Set(document.layers.map((layer) => layer.group));
  let number = 1;
  while (taken.has(`group-${number}`)) number += 1;
  return `group-${number}`;
}

export interface Pasted {
  readonly diff: Diff;
  readonly ids: Selection;
}

/** Adds copies on top, moved by document pixels; a group among them becomes a group of its own. */
export function pasteLayers(document: StudioDocument, layers: readonly Layer[], by: Point): Pasted {
  const diff: Change[] = [];
  let grown = document;
  const groups = new Map<string, string>();
  for (const layer of layers) {
    const copy = copyOf(layer, grown, by, groups);
    diff.push({ kind: 'add', index: grown.layers.length, layer: copy });
    grown = { ...grown, layers: [...grown.layers, copy] };
  }
  return { diff, ids: diff.flatMap((change) => (change.kind === 'add' ? [change.layer.id] : [])) };
}

function copyOf(layer: Layer, document: StudioDocument, by: Point, groups: Map<string, string>): Layer {
  const moved = { ...layer, id: freeLayerId(document, layer.type), rect: shift(layer.rect, by), locked: false };
  if (layer.group === undefined) return moved;
  const group = groups.get(layer.group) ?? freeGroup(document);
  groups.set(layer.group, group);
  return { ...moved, group };
}
