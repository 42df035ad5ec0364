import { EventEmitter } from 'node:events';
import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';

type Members =
  | 'show'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'minimize'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'isVisible'
  | 'isFocused'
  | 'getNormalBounds'
  | 'setBounds';

/** What a window system keeps of a window; there is none here, so it is only remembered. */
export class WindowFrame extends EventEmitter implements Pick<ElectronWindow, Members> {
  static #focused: WindowFrame | undefined;
  #bounds: Rectangle;
  #visible: boolean;
  #minimized = false;
  #maximized = false;

  constructor({ x = 0, y = 0, width = 800, height = 600, show = true }: BrowserWindowConstructorOptions) {
    super();
    this.#bounds = { x, y, width, height };
    this.#visible = show;
  }

  show(): void {
    this.#visible = true;
    this.focus();
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
  }

  focus(): void {
    WindowFrame.#focused = this;
    this.emit('focus');
  }

  blur(): void {
    if (this.isFocused()) WindowFrame.#focused = undefined;
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  maximize(): void {
    this.#maximized = true;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return WindowFrame.#focused === this;
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }
}
