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

export function add(one: Point, other: Point): Point {
  return { x: one.x + other.x, y: one.y + other.y };
}

export function subtract(one: Point, other: Point): Point {
  return { x: one.x - other.x, y: one.y - other.y };
}

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

export function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function shift(rect: Rect, by: Point): Rect {
  return { ...rect, x: rect.x + by.x, y: rect.y + by.y };
}

/** The upright rectangle with these two corners; never thinner than `least`. */
export function between(one: Point, other: Point, least = 1): Rect {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.max(least, Math.abs(one.x - other.x)),
    height: Math.max(least, Math.abs(one.y - other.y)),
  };
}

export function contains(rect: Rect, { x, y }: Point): boolean {
  return x >= rect.x && y >= rect.y && x <= rect.x + rect.width && y <= rect.y + rect.height;
}

/** What two rectangles share; nothing where they only touch. */
export function intersection(one: Rect, other: Rect): Rect | undefined {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

export function unionOf(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const low = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: low - y };
}

/** Moves the rectangle so that it lies inside the area; one that is too large is cut to it. */
export function keepInside(rect: Rect, area: Rect): Rect {
  const width = Math.min(rect.width, area.width);
  const height = Math.min(rect.height, area.height);
  return {
    x: clamp(rect.x, area.x, area.x + area.width - width),
    y: clamp(rect.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** Turns the point about the centre, in degrees clockwise. */
export function turn(point: Point, centre: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const { x, y } = subtract(point, centre);
  return add(centre, { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle) });
}

/** How much two rectangles have in common, from 0 to 1: the shared area over that of both together. */
export function overlap(one: Rect, other: Rect): number {
  const shared = intersection(one, other);
  if (shared === undefined) return 0;
  const common = shared.width * shared.height;
  return common / (one.width * one.height + other.width * other.height - common);
}
