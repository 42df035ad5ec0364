import type { AssetId, Layer, LayerId, PictureLayer, Recipe, Rect, StudioDocument } from '../../preload/contract';
import type { CanvasShape, Change, Diff } from './diff';
import { freeLayerId, layerIndex, pictureInFrame } from './document';
import { contain, type Size } from './geometry';

/** A picture as it arrives from a job or a file; its own size in pixels. */
export interface ArrivingPicture extends Size {
  readonly asset: AssetId;
  readonly name: string;
  readonly recipe?: Recipe | undefined;
}

/** Adds on top of all layers, or at `index`. */
export function addLayer(document: StudioDocument, layer: Layer, index = document.layers.length): Diff {
  return [{ kind: 'add', index, layer }];
}

export function removeLayer(document: StudioDocument, id: LayerId): Diff {
  const index = layerIndex(document, id);
  const layer = document.layers[index];
  return layer === undefined ? [] : [{ kind: 'remove', index, layer }];
}

/** `after` takes the place of the layer with its id. */
export function updateLayer(document: StudioDocument, after: Layer): Diff {
  const before = document.layers[layerIndex(document, after.id)];
  return before === undefined ? [] : [{ kind: 'update', before, after }];
}

export function setCanvas(document: StudioDocument, after: CanvasShape): Diff {
  const { width, height, frame } = document;
  return [{ kind: 'canvas', before: { width, height, frame }, after }];
}

/** Puts the picture into the frame: in place of the picture shown there, or as a layer below all boxes. */
export function placePicture(document: StudioDocument, picture: ArrivingPicture): Diff {
  const shown = pictureInFrame(document);
  if (shown === undefined || shown.locked) return placeAbove(document, picture);
  if (shown.asset === picture.asset) return [];
  // A photo that is larger than the frame keeps what lies outside.
  if (!isInside(shown.rect, document.frame)) return placeAbove(document, picture);
  return updateLayer(document, pictureLayer(document, picture, shown.id));
}

/** Puts the picture into the frame as a layer of its own, above all pictures. */
export function placeAbove(document: StudioDocument, picture: ArrivingPicture): Diff {
  const top = document.layers.findLastIndex(({ type }) => type === 'picture');
  return addLayer(document, pictureLayer(document, picture), top + 1);
}

/**
 * Puts a changed version of a layer's picture where that is: in its place, or as a layer above it. What the picture was before
 * stays known, so that the restoring brush brings it back.
 */
export function changeAt(
  document: StudioDocument,
  home: PictureLayer,
  picture: ArrivingPicture,
  how: 'replace' | 'layer',
): Diff {
  const { asset, recipe } = picture;
  const made = recipe === undefined ? {} : { recipe };
  if (how === 'replace' && !home.locked)
    return updateLayer(document, { ...home, asset, original: home.original ?? home.asset, ...made });
  const { rect, rotation } = home;
  const turned = rotation === undefined ? {} : { rotation };
  const layer = { ...pictureLayer(document, picture), rect, ...turned };
  return addLayer(document, layer, layerIndex(document, home.id) + 1);
}

/** With a hair's breadth to spare, for sides that were computed. */
function isInside(rect: Rect, area: Rect): boolean {
  return (
    rect.x >= area.x - 0.5 &&
    rect.y >= area.y - 0.5 &&
    rect.x + rect.width <= area.x + area.width + 0.5 &&
    rect.y + rect.height <= area.y + area.height + 0.5
  );
}

function pictureLayer(document: StudioDocument, picture: ArrivingPicture, id?: LayerId): PictureLayer {
  return {
    type: 'picture',
    id: id ?? freeLayerId(document, 'picture'),
    name: picture.name.slice(0, 200),
    visible: true,
    locked: false,
    opacity: 1,
    rect: contain(picture, document.frame),
    asset: picture.asset,
    ...(picture.recipe === undefined ? {} : { recipe: picture.recipe }),
  };
}

/** Everything becomes as it is in another document. */
export function become(document: StudioDocument, target: StudioDocument): Diff {
  const removed = document.layers.map((layer): Change => ({ kind: 'remove', index: 0, layer }));
  const added = target.layers.map((layer, index): Change => ({ kind: 'add', index, layer }));
  const [before, after] = [shapeOf(document), shapeOf(target)];
  return [...removed, ...added, { kind: 'canvas', before, after }];
}

function shapeOf({ width, height, frame }: StudioDocument): CanvasShape {
  return { width, height, frame };
}
