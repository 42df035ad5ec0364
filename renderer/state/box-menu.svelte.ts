import type { BoxLayer } from '../../preload/contract';
import { layerAt } from '../editor/hit';
import type { Point } from '../editor/geometry';
import { rectToScreen, toDocument } from '../editor/view';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Editor } from './editor.svelte';
import type { ViewState } from './view.svelte';

/** What can be done with a box, where the pointer is. */
export class BoxMenu {
  at = $state.raw<Point>();
  #id = $state.raw<BoxLayer['id']>();
  readonly #document: CanvasDocument;
  readonly #editor: Editor;
  readonly #view: ViewState;
  readonly box = $derived.by(() => {
    const layer = this.#document.current.layers.find(({ id }) => id === this.#id);
    return layer?.type === 'box' ? layer : undefined;
  });

  constructor(document: CanvasDocument, editor: Editor, view: ViewState) {
    this.#document = document;
    this.#editor = editor;
    this.#view = view;
  }

  /** At a point of the canvas area, in CSS pixels. Returns whether there is a box. */
  openAt(point: Point): boolean {
    const layer = layerAt(this.#document.current, toDocument(this.#view.current, point));
    if (layer?.type !== 'box') {
      this.close();
      return false;
    }
    this.#open(layer, point);
    return true;
  }

  /** As the keyboard opens it: at the box that is selected. */
  openSelected(): boolean {
    const [layer] = this.#editor.selected;
    if (layer?.type !== 'box') return false;
    const { x, y } = rectToScreen(this.#view.current, layer.rect);
    this.#open(layer, { x: x + 8, y: y + 24 });
    return true;
  }

  close(): void {
    this.#id = undefined;
    this.at = undefined;
  }

  #open(layer: BoxLayer, point: Point): void {
    this.#editor.select([layer.id]);
    this.#id = layer.id;
    this.at = point;
  }
}
