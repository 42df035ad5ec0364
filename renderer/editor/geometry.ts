import type { Rect } from '../../preload/contract';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest rectangle of the shape of `size` inside `area`, centred. */
export function contain(size: Size, area: Rect): Rect {
  const scale = Math.min(area.width / size.width, area.height / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
