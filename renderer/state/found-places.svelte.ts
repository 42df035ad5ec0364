import type { JobId, LabelledBox, Rect } from '../../preload/contract';
import { addBoxes, fromFrame } from '../editor/boxes';
import type { CanvasDocument } from './canvas-document.svelte';

/** A place that the model named, in document pixels. */
export interface FoundPlace {
  readonly id: JobId;
  readonly label: string;
  readonly rect: Rect;
}

/** Places that the model found. They lie over the canvas and are no part of the document until they are kept. */
export class FoundPlaces {
  shown = $state.raw<readonly FoundPlace[]>([]);
  readonly #document: CanvasDocument;

  constructor(document: CanvasDocument) {
    this.#document = document;
  }

  has(id: JobId): boolean {
    return this.shown.some((place) => place.id === id);
  }

  /** `square` is the part of the document that the model saw. */
  show(id: JobId, { label, box }: LabelledBox, square: Rect): void {
    this.shown = [...this.shown.filter((place) => place.id !== id), { id, label, rect: fromFrame(box, square) }];
  }

  drop(id?: JobId): void {
    this.shown = id === undefined ? [] : this.shown.filter((place) => place.id !== id);
  }

  /** Makes them boxes of the document, in one step that can be undone. */
  keep(): void {
    this.#document.change('keep what was found', addBoxes(this.#document.current, this.shown));
    this.drop();
  }
}
