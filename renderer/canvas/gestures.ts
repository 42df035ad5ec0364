import type { Point } from '../editor/geometry';

export type Grip = 'none' | 'ready' | 'dragging';

export interface GesturePorts {
  zoomBy(factor: number, at: Point): void;
  panBy(by: Point): void;
  /** Whether a plain drag moves the view. */
  handChosen(): boolean;
  /** What the tool in the hand is told. */
  point(kind: 'down' | 'move' | 'up' | 'double' | 'cancel', at: Press): void;
  /** The pointer has come to another place, or has left. */
  hover(at: Point | undefined): void;
  /** Whether the pointer could drag the view, or does. */
  gripChanged(grip: Grip): void;
}

/** Where the pointer is, in CSS pixels of the canvas area, and what is held with it. */
export interface Press extends Point {
  readonly pressure: number;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly command: boolean;
}

// Natural logarithm of the scale per pixel of wheel travel; a pinch reports much smaller travel.
const wheelSpeed = 0.0016;
const pinchSpeed = 0.01;
const pixelsPerLine = 33;
const mainButton = 0;
const middleButton = 1;

/**
 * Wheel and pinch zoom at the pointer, with Shift they move the view; Space, the middle button or the hand tool drag it, and
 * so do two fingers. Everything else goes to the tool.
 */
export class Gestures {
  readonly #host: HTMLElement;
  readonly #ports: GesturePorts;
  readonly #listening = new AbortController();
  #spaceHeld = false;
  #drag: { readonly pointer: number; last: Point } | undefined;
  #tool: number | undefined;

  constructor(host: HTMLElement, ports: GesturePorts) {
    this.#host = host;
    this.#ports = ports;
    const { signal } = this.#listening;
    host.addEventListener('wheel', (event) => this.#zoom(event), { passive: false, signal });
    host.addEventListener('pointerdown', (event) => this.#press(event), { signal });
    host.addEventListener('pointermove', (event) => this.#move(event), { signal });
    host.addEventListener('pointerup', (event) => this.#release(event), { signal });
    host.addEventListener('pointercancel', (event) => this.#giveUp(event), { signal });
    host.addEventListener('pointerleave', () => this.#ports.hover(undefined), { signal });
    host.addEventListener('dblclick', (event) => this.#ports.point('double', this.#at(event)), { signal });
    // Alt copies while dragging; on some systems it would open a menu.
    host.addEventListener('contextmenu', (event) => this.#tool !== undefined && event.preventDefault(), { signal });
    window.addEventListener('keydown', (event) => this.#pressSpace(event), { signal });
    window.addEventListener('keyup', (event) => this.#releaseSpace(event), { signal });
    window.addEventListener('blur', () => this.#letGo(), { signal });
  }

  stop(): void {
    this.#listening.abort();
  }

  #zoom(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine : 1;
    if (event.shiftKey) {
      // Some systems turn the wheel's way themselves while Shift is held.
      this.#ports.panBy({ x: -(event.deltaX + event.deltaY) * unit, y: 0 });
      return;
    }
    // Only a touchpad moves sideways with the fingers: it moves the view.
    if (!event.ctrlKey && event.deltaX !== 0) {
      this.#ports.panBy({ x: -event.deltaX, y: -event.deltaY });
      return;
    }
    const travel = event.deltaY * unit;
    this.#ports.zoomBy(Math.exp(-travel * (event.ctrlKey ? pinchSpeed : wheelSpeed)), this.#at(event));
  }

  #press(event: PointerEvent): void {
    if (this.#drag !== undefined || this.#tool !== undefined) return;
    if (event.button === middleButton || (event.button === mainButton && this.#mainButtonDrags())) {
      this.#beginDrag(event);
    } else if (event.button === mainButton) {
      this.#tool = event.pointerId;
      this.#host.setPointerCapture(event.pointerId);
      this.#ports.point('down', this.#at(event));
    }
  }

  #beginDrag(event: PointerEvent): void {
    event.preventDefault();
    this.#drag = { pointer: event.pointerId, last: { x: event.clientX, y: event.clientY } };
    this.#host.setPointerCapture(event.pointerId);
    this.#tellGrip();
  }

  #move(event: PointerEvent): void {
    if (this.#drag?.pointer === event.pointerId) {
      this.#moveDrag(event, this.#drag);
      return;
    }
    this.#ports.hover(this.#at(event));
    if (this.#tool !== undefined && this.#tool !== event.pointerId) return;
    // A pen reports more often than the screen is painted: every point counts for a line.
    const all = this.#tool === undefined ? [] : event.getCoalescedEvents();
    for (const each of all.length === 0 ? [event] : all) this.#ports.point('move', this.#at(each));
  }

  #moveDrag(event: PointerEvent, drag: { last: Point }): void {
    const { last } = drag;
    drag.last = { x: event.clientX, y: event.clientY };
    this.#ports.panBy({ x: event.clientX - last.x, y: event.clientY - last.y });
  }

  #release(event: PointerEvent): void {
    if (this.#tool === event.pointerId) {
      this.#tool = undefined;
      this.#ports.point('up', this.#at(event));
    } else if (this.#drag?.pointer === event.pointerId) this.#endDrag();
  }

  #giveUp(event: PointerEvent): void {
    if (this.#tool === event.pointerId) {
      this.#tool = undefined;
      this.#ports.point('cancel', this.#at(event));
    }
    this.#endDrag();
  }

  #endDrag(): void {
    this.#drag = undefined;
    this.#tellGrip();
  }

  #at(event: MouseEvent): Press {
    const { left, top } = this.#host.getBoundingClientRect();
    return {
      x: event.clientX - left,
      y: event.clientY - top,
      pressure: event instanceof PointerEvent && event.pressure > 0 ? event.pressure : 0.5,
      shift: event.shiftKey,
      alt: event.altKey,
      command: event.ctrlKey || event.metaKey,
    };
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
