import { LayerId, type Layer, type PictureLayer, type Rect, type StudioDocument } from '../../preload/contract';
import { intersection } from './geometry';

/** A blank square canvas, all of it inside the frame. `side` in document pixels. */
export function emptyDocument(side: number): StudioDocument {
  return { version: 1, width: side, height: side, frame: { x: 0, y: 0, width: side, height: side }, layers: [] };
}

export function isBlank(document: StudioDocument): boolean {
  return document.layers.length === 0;
}

export function layerIndex(document: StudioDocument, id: LayerId): number {
  return document.layers.findIndex((layer) => layer.id === id);
}

/** The topmost picture that can be seen, or nothing. */
export function topPicture(document: StudioDocument): PictureLayer | undefined {
  return document.layers.findLast((layer): layer is PictureLayer => layer.type === 'picture' && layer.visible);
}

/** The topmost picture that is seen in the frame, or nothing. */
export function pictureInFrame({ layers, frame }: StudioDocument): PictureLayer | undefined {
  return layers.findLast(
    (layer): layer is PictureLayer =>
      layer.type === 'picture' && layer.visible && intersection(layer.rect, frame) !== undefined,
  );
}

/** An id that no layer of the document has; the same document always gives the same one. */
export function freeLayerId(document: StudioDocument, type: Layer['type']): LayerId {
  const taken = new Set<string>(document.layers.map((layer) => layer.id));
  let number = 1;
  while (taken.has(`${type}-${number}`)) number += 1;
  return LayerId.parse(`${type}-${number}`);
}

export function bounds(document: StudioDocument): Rect {
  return { x: 0, y: 0, width: document.width, height: document.height };
}
