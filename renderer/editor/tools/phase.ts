import type { LayerId, Rect, StudioDocument } from '../../../preload/contract';
import type { Diff } from '../diff';
import type { Point } from '../geometry';
import type { Selection } from '../selection';
import type { Guide } from '../snap';
import type { Stroke } from '../stroke';

export const toolNames = [
  'select',
  'hand',
  'frame',
  'crop',
  'box',
  'brush',
  'rectangle',
  'area',
  'eraser',
  'restore',
  'mask-brush',
  'mask-rectangle',
  'lasso',
  'picker',
] as const;
export type ToolName = (typeof toolNames)[number];

/** What the pointer or the keyboard does, in document pixels. */
export interface PointerPart {
  readonly kind: 'down' | 'move' | 'up' | 'double';
  readonly at: Point;
  /** From 0 to 1; a mouse presses with 0.5. */
  readonly pressure: number;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Control, or the command key on a Mac: switches snapping off while it is held. */
  readonly command: boolean;
}

/** `cancel` is Escape or a gesture that the system took away, `confirm` is Enter. */
export type ToolEvent = PointerPart | { readonly kind: 'cancel' } | { readonly kind: 'confirm' };

/** What a tool may know of the editor. */
export interface ToolContext {
  readonly document: StudioDocument;
  readonly selection: Selection;
  /** Screen pixels per document pixel. */
  readonly scale: number;
  readonly snapping: boolean;
}

/** A shape marks what may change, or is filled with paint. */
export type ShapeUse = 'mask' | 'fill';

export type DrawnShape =
  { readonly kind: 'rectangle'; readonly rect: Rect } | { readonly kind: 'polygon'; readonly points: readonly Point[] };

/** What has come of a gesture. */
export type Act =
  | { readonly kind: 'select'; readonly selection: Selection }
  | { readonly kind: 'commit'; readonly mark: string; readonly diff: Diff }
  /** Asks for the label of a box; a box that was just drawn goes away again when it gets none. */
  | { readonly kind: 'name'; readonly layer: LayerId; readonly fresh: boolean }
  | { readonly kind: 'stroke'; readonly stroke: Stroke }
  | { readonly kind: ShapeUse; readonly shape: DrawnShape; readonly mode: 'add' | 'subtract' }
  | { readonly kind: 'pick'; readonly at: Point };

export type Cursor = 'default' | 'move' | 'crosshair' | 'grab' | 'pointer' | 'turn' | 'none' | `${string}-resize`;

/** What is shown while a gesture goes on, and is no part of the document yet. */
export interface Preview {
  readonly diff?: Diff;
  readonly guides?: readonly Guide[];
  /** A rectangle that is being drawn: a selection, a mask, paint or a cut. */
  readonly area?: { readonly rect: Rect; readonly kind: 'marquee' | 'mask' | 'unmask' | 'fill' | 'crop' };
  readonly line?: readonly Point[];
  readonly stroke?: Stroke;
  /** Degrees, while something is turned. */
  readonly angle?: number;
}

/** One phase of a tool's gesture. It never changes; each event gives the next one. */
export interface Phase {
  readonly cursor: Cursor;
  readonly preview?: Preview;
  on(event: ToolEvent, context: ToolContext): Step;
}

export interface Step {
  readonly phase: Phase;
  readonly acts: readonly Act[];
}

export function go(phase: Phase, ...acts: readonly Act[]): Step {
  return { phase, acts };
}

/** Screen pixels that the pointer may tremble before a press becomes a drag. */
export const tremble = 4;
/** Screen pixels within which edges snap. */
export const snapReach = 6;
