import { EventEmitter } from 'node:events';
import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions } from 'electron';
import { app } from './app';
import { screen } from './screen';
import { PreventableEvent } from './seam';
import { StandInContents } from './web-contents';

type Members =
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'close'
  | 'restore'
  | 'minimize'
  | 'isMinimized'
  | 'isVisible'
  | 'isFocused'
  | 'isDestroyed'
  | 'setProgressBar';

let count = 0;

export class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Members> {
  static readonly #all = new Set<BrowserWindow>();
  static #focused: BrowserWindow | null = null;

  readonly id = ++count;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new StandInContents();
  readonly #attached: Promise<void>;
  #visible: boolean;
  #minimized = false;
  /** From 0 to 1; negative while there is no bar. */
  progress = -1;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (sandbox !== true || contextIsolation === false || nodeIntegration === true)
      throw new Error('The stand-in for Electron has only sandboxed, isolated windows without Node.');
    this.options = options;
    this.#visible = options.show ?? true;
    BrowserWindow.#all.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.#attached = this.#attach();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.#focused;
  }

  async loadURL(address: string): Promise<void> {
    await this.#attached;
    await this.webContents.load(address);
    await screen.grant(this.webContents);
    this.emit('ready-to-show');
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
    BrowserWindow.#focused = this;
    this.emit('focus');
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return BrowserWindow.#focused === this;
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  isDestroyed(): boolean {
    return !BrowserWindow.#all.has(this);
  }

  close(): void {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    BrowserWindow.#all.delete(this);
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null;
    void this.webContents.page?.close();
    this.emit('closed');
    if (BrowserWindow.#all.size === 0) app.emit('window-all-closed');
  }

  async #attach(): Promise<void> {
    const { width = 800, height = 600, webPreferences } = this.options;
    const page = await screen.page(this.webContents, { width, height });
    if (page !== undefined) await this.webContents.attach(page, webPreferences?.preload);
  }
}
