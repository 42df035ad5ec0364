import { distance, type Point } from './geometry';

export type StrokeKind = 'brush' | 'eraser' | 'restore' | 'mask' | 'unmask';

/** A point of a stroke with the pressure there, from 0 to 1. */
export interface StrokePoint extends Point {
  readonly pressure: number;
}

export interface Stroke {
  readonly kind: StrokeKind;
  readonly points: readonly StrokePoint[];
}

/** Adds a point; one that is nearer than a quarter of a document pixel adds nothing. */
export function drawnOn(stroke: Stroke, point: StrokePoint): Stroke {
  const last = stroke.points.at(-1);
  if (last !== undefined && distance(last, point) < 0.25) return stroke;
  return { ...stroke, points: [...stroke.points, point] };
}

/** Diameter there, for a brush of this size: a pen pressed lightly draws thinner, a mouse draws with the whole size. */
export function widthAt({ pressure }: StrokePoint, size: number): number {
  return size * (pressure === mousePressure ? 1 : Math.min(1, 0.15 + pressure * 0.95));
}

/** What browsers report for a device that knows no pressure. */
export const mousePressure = 0.5;
