import type { Point } from '../editor/geometry';

export type Grip = 'none' | 'ready' | 'dragging';

export interface GesturePorts {
  zoomBy(factor: number, at: Point): void;
  panBy(by: Point): void;
  /** Whether a plain drag moves the view. */
  handChosen(): boolean;
  /** Whether the pointer could drag the view, or does. */
  gripChanged(grip: Grip): void;
}

// Natural logarithm of the scale per pixel of wheel travel; a pinch reports much smaller travel.
const wheelSpeed = 0.0016;
const pinchSpeed = 0.01;
const pixelsPerLine = 33;
const mainButton = 0;
const middleButton = 1;

/** Wheel and pinch zoom at the pointer; Space, the middle button or the hand tool drags the view. */
export class Gestures {
  readonly #host: HTMLElement;
  readonly #ports: GesturePorts;
  readonly #listening = new AbortController();
  #spaceHeld = false;
  #drag: { readonly pointer: number; last: Point } | undefined;

  constructor(host: HTMLElement, ports: GesturePorts) {
    this.#host = host;
    this.#ports = ports;
    const { signal } = this.#listening;
    host.addEventListener('wheel', (event) => this.#zoom(event), { passive: false, signal });
    host.addEventListener('pointerdown', (event) => this.#beginDrag(event), { signal });
    host.addEventListener('pointermove', (event) => this.#moveDrag(event), { signal });
    host.addEventListener('pointerup', () => this.#endDrag(), { signal });
    host.addEventListener('pointercancel', () => this.#endDrag(), { signal });
    window.addEventListener('keydown', (event) => this.#pressSpace(event), { signal });
    window.addEventListener('keyup', (event) => this.#releaseSpace(event), { signal });
    window.addEventListener('blur', () => this.#letGo(), { signal });
  }

  stop(): void {
    this.#listening.abort();
  }

  #zoom(event: WheelEvent): void {
    event.preventDefault();
    const travel = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * pixelsPerLine : event.deltaY;
    const { left, top } = this.#host.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    this.#ports.zoomBy(Math.exp(-travel * (event.ctrlKey ? pinchSpeed : wheelSpeed)), at);
  }

  #beginDrag(event: PointerEvent): void {
    const drags = event.button === middleButton || (event.button === mainButton && this.#mainButtonDrags());
    if (!drags || this.#drag !== undefined) return;
    event.preventDefault();
    this.#drag = { pointer: event.pointerId, last: { x: event.clientX, y: event.clientY } };
    this.#host.setPointerCapture(event.pointerId);
    this.#tellGrip();
  }

  #moveDrag(event: PointerEvent): void {
    if (this.#drag?.pointer !== event.pointerId) return;
    const { last } = this.#drag;
    this.#drag.last = { x: event.clientX, y: event.clientY };
    this.#ports.panBy({ x: event.clientX - last.x, y: event.clientY - last.y });
  }

  #endDrag(): void {
    this.#drag = undefined;
    this.#tellGrip();
  }

  #pressSpace(event: KeyboardEvent): void {
    if (event.key !== ' ' || !this.#ownsKeys(event.target)) return;
    event.preventDefault();
    this.#spaceHeld = true;
    this.#tellGrip();
  }

  #releaseSpace(event: KeyboardEvent): void {
    if (event.key !== ' ') return;
    this.#spaceHeld = false;
    this.#tellGrip();
  }

  #letGo(): void {
    this.#spaceHeld = false;
    this.#endDrag();
  }

  #mainButtonDrags(): boolean {
    return this.#spaceHeld || this.#ports.handChosen();
  }

  /** Space belongs to buttons and text fields when they have the focus. */
  #ownsKeys(target: EventTarget | null): boolean {
    return target === document.body || (target instanceof Node && this.#host.contains(target));
  }

  #tellGrip(): void {
    this.#ports.gripChanged(this.#drag !== undefined ? 'dragging' : this.#spaceHeld ? 'ready' : 'none');
  }
}
