import type { PictureLayer, Rect, Rectangle } from '../../preload/contract';
import { fromFrame } from './boxes';
import { intersection, type Size } from './geometry';
import { middleSquare } from './square';

/** A picture in the document, whether it is a layer of it or lies over it as a candidate. */
export type Lying = Pick<PictureLayer, 'rect' | 'rotation'>;

/** What the model works on when it changes a picture. */
export interface WorkArea {
  /** In parts of the picture's sides; nothing where it is all of it. */
  readonly part: Rectangle | undefined;
  /** Where that lies in the document: a square of the picture's pixels. */
  readonly rect: Rect;
}

/** Fewer pixels than this are not worth a model. */
const leastSide = 8;

/**
 * The largest square in the middle of what the frame holds of a picture. `size` is the picture's own, in pixels. Nothing
 * where the picture is turned or lies outside of the frame.
 */
export function workArea({ rect, rotation = 0 }: Lying, frame: Rect, size: Size): WorkArea | undefined {
  const shared = intersection(rect, frame);
  if (shared === undefined || rotation % 360 !== 0) return undefined;
  const across = pixels(shared.x - rect.x, shared.width, size.width / rect.width, size.width);
  const down = pixels(shared.y - rect.y, shared.height, size.height / rect.height, size.height);
  const side = Math.min(across.length, down.length);
  if (side < leastSide) return undefined;
  const left = across.start + Math.floor((across.length - side) / 2);
  const top = down.start + Math.floor((down.length - side) / 2);
  const part = partOf(left, top, side, size);
  const whole = side === size.width && side === size.height;
  return { part: whole ? undefined : part, rect: fromFrame(part, rect) };
}

/** Where a part of a picture lies; the square in its middle where no part is given. */
export function areaOfPart({ rect }: Lying, part: Rectangle | undefined): Rect {
  return part === undefined ? middleSquare(rect) : fromFrame(part, rect);
}

function pixels(from: number, length: number, scale: number, most: number) {
  const start = Math.max(0, Math.round(from * scale));
  return { start, length: Math.min(most, Math.round((from + length) * scale)) - start };
}

function partOf(left: number, top: number, side: number, { width, height }: Size): Rectangle {
  return { x0: left / width, y0: top / height, x1: (left + side) / width, y1: (top + side) / height };
}
