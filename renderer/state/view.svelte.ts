import type { StudioDocument } from '../../preload/contract';
import type { Point, Size } from '../editor/geometry';
import { fit, pan, recentre, zoomBy, zoomTo, type Insets, type View } from '../editor/view';
import { nextStop } from '../editor/zoom';
import type { CanvasDocument } from './canvas-document.svelte';

// Room for what floats over the canvas: the picture's bar above, with the handle for turning under it, its description and
// the zoom buttons below.
const insets: Insets = { top: 92, right: 48, bottom: 88, left: 72 };

/** Where the user looks. While fitted, the view follows the size of the window and of the document. */
export class ViewState {
  #free = $state.raw<View>();
  area = $state.raw<Size>({ width: 800, height: 600 });
  /** The hand tool: dragging moves the view. */
  hand = $state(false);
  readonly #document: CanvasDocument;
  readonly current: View = $derived.by(() => this.#free ?? fit(this.#shape(), this.area, insets));

  constructor(document: CanvasDocument) {
    this.#document = document;
  }

  resize(area: Size): void {
    if (this.#free !== undefined) this.#free = recentre(this.#free, this.area, area);
    this.area = area;
  }

  fit(): void {
    this.#free = undefined;
  }

  panBy(by: Point): void {
    this.#free = pan(this.current, by);
  }

  zoomBy(factor: number, at: Point): void {
    this.#free = zoomBy(this.current, factor, at);
  }

  zoomTo(scale: number): void {
    this.#free = zoomTo(this.current, scale, this.#middle());
  }

  step(direction: 'in' | 'out'): void {
    this.zoomTo(nextStop(this.current.scale, direction));
  }

  #middle(): Point {
    return { x: this.area.width / 2, y: this.area.height / 2 };
  }

  #shape(): StudioDocument {
    return this.#document.current;
  }
}
