import type { Rect } from '../../preload/contract';
import { clamp, contain, type Point, type Size } from './geometry';
import { maximumScale, minimumScale, stick } from './zoom';

/** How the document lies on the screen: screen = document * scale + (x, y), in CSS pixels of the canvas area. */
export interface View extends Point {
  readonly scale: number;
  /** The scale that the hand has asked for; `scale` rests at the sticky stops. */
  readonly asked: number;
}

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export function toScreen(view: View, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

export function toDocument(view: View, point: Point): Point {
  return { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
}

export function rectToScreen(view: View, rect: Rect): Rect {
  const { x, y } = toScreen(view, rect);
  return { x, y, width: rect.width * view.scale, height: rect.height * view.scale };
}

export function pan(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** Zooms by the factor, with sticky stops, so that the document's point under `at` stays there. */
export function zoomBy(view: View, factor: number, at: Point): View {
  const asked = clamp(view.asked * factor, minimumScale, maximumScale);
  return { ...zoomTo(view, stick(asked), at), asked };
}

/** Zooms to an exact scale so that the document's point under `at` stays there. */
export function zoomTo(view: View, scale: number, at: Point): View {
  const bounded = clamp(scale, minimumScale, maximumScale);
  const anchor = toDocument(view, at);
  return { scale: bounded, asked: bounded, x: at.x - anchor.x * bounded, y: at.y - anchor.y * bounded };
}

/**
 * The whole document, as large as the area inside the insets allows, centred there. Its left and upper edge and its
 * width are whole pixels, so that edges are sharp.
 */
export function fit(document: Size, area: Size, insets: Insets): View {
  const room = {
    x: insets.left,
    y: insets.top,
    width: Math.max(1, area.width - insets.left - insets.right),
    height: Math.max(1, area.height - insets.top - insets.bottom),
  };
  const shown = contain(document, room);
  const scale = clamp(Math.floor(shown.width) / document.width, minimumScale, maximumScale);
  return {
    scale,
    asked: scale,
    x: Math.round(room.x + (room.width - document.width * scale) / 2),
    y: Math.round(room.y + (room.height - document.height * scale) / 2),
  };
}

/** Keeps what is in the middle of the area in the middle when the area changes its size. */
export function recentre(view: View, before: Size, after: Size): View {
  return pan(view, { x: (after.width - before.width) / 2, y: (after.height - before.height) / 2 });
}
