import type { Layer, LayerId, Rect, StudioDocument } from '../../preload/contract';
import { boundsOf, type Shape } from './shape';
import { unionOf } from './geometry';

/** Layers that are selected, in no particular order. */
export type Selection = readonly LayerId[];

/** Selected layers that there still are, from the bottom to the top. */
export function selectedLayers(document: StudioDocument, selection: Selection): readonly Layer[] {
  return document.layers.filter(({ id }) => selection.includes(id));
}

/** Without layers that are gone; the same object where all are there. */
export function prune(document: StudioDocument, selection: Selection): Selection {
  const kept = selection.filter((id) => document.layers.some((layer) => layer.id === id));
  return kept.length === selection.length ? selection : kept;
}

/** The layer with all of its group. */
export function withGroup(document: StudioDocument, id: LayerId): Selection {
  const group = document.layers.find((layer) => layer.id === id)?.group;
  if (group === undefined) return [id];
  return document.layers.filter((layer) => layer.group === group).map((layer) => layer.id);
}

/** Adds what is not selected yet, or takes all of it out. */
export function toggle(selection: Selection, ids: Selection): Selection {
  const all = ids.every((id) => selection.includes(id));
  const others = selection.filter((id) => !ids.includes(id));
  return all ? others : [...others, ...ids];
}

/** Everything that can be seen and is not locked. */
export function selectable(document: StudioDocument): readonly Layer[] {
  return document.layers.filter((layer) => layer.visible && !layer.locked);
}

/** The upright rectangle round all selected layers. */
export function selectionBounds(document: StudioDocument, selection: Selection): Rect | undefined {
  return unionOf(selectedLayers(document, selection).map((layer) => boundsOf(shapeOf(layer))));
}

export function shapeOf(layer: Layer): Shape {
  return { rect: layer.rect, rotation: layer.type === 'picture' ? (layer.rotation ?? 0) : 0 };
}

/**
 * The part of the document that some layers are: pictures without what lies over and under them, or, where only boxes, masks
 * and controls are selected, what is seen there.
 */
export function selectionOf(
  document: StudioDocument,
  layers: readonly Layer[],
): { readonly document: StudioDocument; readonly area?: Rect } {
  const pictures = layers.filter(({ type }) => type === 'picture');
  const area = unionOf(layers.map((layer) => boundsOf(shapeOf(layer))));
  const shown =
    pictures.length === 0 ? document : { ...document, layers: pictures.map((each) => ({ ...each, visible: true })) };
  return area === undefined ? { document: shown } : { document: shown, area };
}
