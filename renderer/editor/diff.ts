import type { Layer, Rect, StudioDocument } from '../../preload/contract';
import { layerIndex } from './document';

/** The canvas and what part of it the model works on. */
export interface CanvasShape {
  readonly width: number;
  readonly height: number;
  readonly frame: Rect;
}

/** One elementary change. It holds what it replaces, so it can be turned round without the document. */
export type Change =
  | { readonly kind: 'add'; readonly index: number; readonly layer: Layer }
  | { readonly kind: 'remove'; readonly index: number; readonly layer: Layer }
  | { readonly kind: 'update'; readonly before: Layer; readonly after: Layer }
  | { readonly kind: 'canvas'; readonly before: CanvasShape; readonly after: CanvasShape };

/** Changes in the order in which they happen. */
export type Diff = readonly Change[];

export function applyDiff(document: StudioDocument, diff: Diff): StudioDocument {
  return diff.reduce(applyChange, document);
}

export function invertDiff(diff: Diff): Diff {
  return diff.map(invertChange).reverse();
}

function applyChange(document: StudioDocument, change: Change): StudioDocument {
  switch (change.kind) {
    case 'add':
      return { ...document, layers: document.layers.toSpliced(change.index, 0, change.layer) };
    case 'remove':
      return { ...document, layers: document.layers.toSpliced(change.index, 1) };
    case 'update':
      return { ...document, layers: document.layers.with(layerIndex(document, change.before.id), change.after) };
    case 'canvas':
      return { ...document, ...change.after };
  }
}

function invertChange(change: Change): Change {
  switch (change.kind) {
    case 'add':
      return { ...change, kind: 'remove' };
    case 'remove':
      return { ...change, kind: 'add' };
    case 'update':
    case 'canvas':
      return invertReplacement(change);
  }
}

function invertReplacement(change: Extract<Change, { before: unknown }>): Change {
  return change.kind === 'update'
    ? { kind: 'update', before: change.after, after: change.before }
    : { kind: 'canvas', before: change.after, after: change.before };
}
