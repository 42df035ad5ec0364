import type { Rectangle } from '../../preload/contract';

/** A box in pixels in parts of the picture's side. */
export function rectangleOf(box: readonly [number, number, number, number], pixels: number): Rectangle {
  const [x0, y0, x1, y1] = box;
  return { x0: x0 / pixels, y0: y0 / pixels, x1: x1 / pixels, y1: y1 / pixels };
}

/** Intersection over union, 0..1. */
export function overlapOf(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  const common = Math.max(0, width) * Math.max(0, height);
  return common / (areaOf(a) + areaOf(b) - common);
}

function areaOf({ x0, y0, x1, y1 }: Rectangle): number {
  return (x1 - x0) * (y1 - y0);
}
