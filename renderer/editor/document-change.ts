import type { DocumentChange, StudioDocument } from '../../preload/contract';

/** What leads from one state of a document to another. States share the layers that did not change. */
export function changeBetween(before: StudioDocument, after: StudioDocument): DocumentChange {
  const { width, height, frame } = after;
  const sameCanvas = before.width === width && before.height === height && before.frame === frame;
  return {
    ...(sameCanvas ? {} : { canvas: { width, height, frame } }),
    layers: after.layers.filter((layer) => !before.layers.includes(layer)),
    order: after.layers.map(({ id }) => id),
  };
}
