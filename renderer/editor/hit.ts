import type { Layer, Rect, StudioDocument } from '../../preload/contract';
import { boundsOf, covers, handlePoint, handles, type Handle, type Shape } from './shape';
import { add, centreOf, distance, intersection, turn, type Point } from './geometry';
import { selectable, selectedLayers, shapeOf, type Selection } from './selection';

/** Screen pixels within which a handle is taken hold of. */
export const handleReach = 11;
/** How far above the shape the handle for turning stands, in screen pixels. */
export const turnDistance = 26;

/**
 * The layer that a click means. A box that lies on another one can only be reached if the smaller one wins, so among
 * boxes the smallest does; a box always wins over a picture.
 */
export function layerAt(document: StudioDocument, point: Point): Layer | undefined {
  const hit = selectable(document).filter((layer) => covers(shapeOf(layer), point));
  const boxes = hit.filter((layer) => layer.type === 'box').sort((one, other) => area(one.rect) - area(other.rect));
  return boxes[0] ?? hit.findLast((layer) => layer.type !== 'mask') ?? hit.at(-1);
}

/** What is asked of something with handles. */
type Held = Pick<Layer, 'type' | 'rect'> & { readonly rotation?: number | undefined };

export type Grip = { readonly kind: 'resize'; readonly handle: Handle } | { readonly kind: 'turn' };

/** The one layer that shows handles: a single selected layer that is seen and not locked. */
export function handledLayer(document: StudioDocument, selection: Selection): Layer | undefined {
  const [layer, ...more] = selectedLayers(document, selection);
  return layer === undefined || more.length > 0 || layer.locked || !layer.visible ? undefined : layer;
}

/** The handle of the layer under the point; `scale` is screen pixels per document pixel. */
export function gripAt(layer: Held, point: Point, scale: number): Grip | undefined {
  const shape = { rect: layer.rect, rotation: layer.rotation ?? 0 };
  const reach = handleReach / scale;
  const handle = usable(shape, scale).find((each) => distance(handlePoint(shape, each), point) <= reach);
  if (handle !== undefined) return { kind: 'resize', handle };
  if (layer.type === 'picture' && distance(turnPoint(shape, scale), point) <= reach) return { kind: 'turn' };
  return undefined;
}

/** Sides that are short on the screen have no handle in their middle: it would lie on those of the corners. */
export function usable({ rect }: Shape, scale: number): readonly Handle[] {
  const least = 4 * handleReach;
  const wide = rect.width * scale >= least;
  const high = rect.height * scale >= least;
  return handles.filter(({ across, down }) => (across !== 0 || wide) && (down !== 0 || high));
}

/** Where the handle for turning stands. */
export function turnPoint(shape: Shape, scale: number): Point {
  const middle = centreOf(shape.rect);
  const top = add(middle, { x: 0, y: -shape.rect.height / 2 - turnDistance / scale });
  return turn(top, middle, shape.rotation);
}

export function layersIn(document: StudioDocument, area: Rect): readonly Layer[] {
  return selectable(document).filter((layer) => intersection(boundsOf(shapeOf(layer)), area) !== undefined);
}

function area({ width, height }: Rect): number {
  return width * height;
}
