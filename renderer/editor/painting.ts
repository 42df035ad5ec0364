import type { Layer, Rect, StudioDocument } from '../../preload/contract';
import { bounds } from './document';
import { centreOf, turn, type Point } from './geometry';
import { selectedLayers, shapeOf, type Selection } from './selection';
import type { StrokeKind } from './stroke';

export type PaintedLayer = Extract<Layer, { asset: unknown }>;

/** What a stroke goes onto: a layer that there is, or a new one of that type. */
export type Target =
  | { readonly kind: 'layer'; readonly layer: PaintedLayer }
  | { readonly kind: 'new'; readonly type: 'picture' | 'mask' }
  /** There is nothing to erase or to restore. */
  | { readonly kind: 'none' };

/** Mask strokes go onto the topmost mask; others onto the selected layer, or else the topmost picture. */
export function paintTarget(document: StudioDocument, selection: Selection, kind: StrokeKind): Target {
  if (kind === 'mask' || kind === 'unmask') {
    const mask = paintable(document.layers).findLast(({ type }) => type === 'mask');
    if (mask !== undefined) return { kind: 'layer', layer: mask };
    return kind === 'mask' ? { kind: 'new', type: 'mask' } : { kind: 'none' };
  }
  const chosen = paintable(selectedLayers(document, selection)).at(-1);
  const layer = chosen ?? paintable(document.layers).findLast(({ type }) => type === 'picture');
  if (layer !== undefined) return { kind: 'layer', layer };
  return kind === 'brush' ? { kind: 'new', type: 'picture' } : { kind: 'none' };
}

function paintable(layers: readonly Layer[]): readonly PaintedLayer[] {
  return layers.filter((layer) => layer.type !== 'box').filter(({ visible, locked }) => visible && !locked);
}

/** Where a new layer lies: on all of the canvas. */
export function newLayerRect(document: StudioDocument): Rect {
  return bounds(document);
}

/** From the document to the pixels of a layer's picture: first turned back about `centre`, then moved and scaled. */
export interface ToPixels {
  readonly centre: Point;
  readonly rotation: number;
  readonly origin: Point;
  readonly scale: { readonly x: number; readonly y: number };
}

export function toPixels(layer: Layer, picture: { readonly width: number; readonly height: number }): ToPixels {
  const { rect, rotation } = shapeOf(layer);
  return {
    centre: centreOf(rect),
    rotation: -rotation,
    origin: { x: rect.x, y: rect.y },
    scale: { x: picture.width / rect.width, y: picture.height / rect.height },
  };
}

export function pixelAt({ centre, rotation, origin, scale }: ToPixels, point: Point): Point {
  const upright = turn(point, centre, rotation);
  return { x: (upright.x - origin.x) * scale.x, y: (upright.y - origin.y) * scale.y };
}
