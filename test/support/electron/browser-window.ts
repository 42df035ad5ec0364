import type { EventEmitter } from 'node:events';
import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app';
import { screen } from './screen';
import { PreventableEvent } from './seam';
import { settings } from './settings';
import { StandInContents } from './web-contents';
import { WindowFrame } from './window-frame';

type Members = 'id' | 'loadURL' | 'close' | 'destroy' | 'isDestroyed' | 'setProgressBar' | keyof WindowFrame;

let count = 0;

export class BrowserWindow extends WindowFrame implements Pick<ElectronWindow, Exclude<Members, keyof EventEmitter>> {
  static readonly #all = new Set<BrowserWindow>();

  readonly id = ++count;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new StandInContents(() => this.#attach(this.getNormalBounds()));
  readonly #attached: Promise<void>;
  /** From 0 to 1; negative while there is no bar. */
  progress = -1;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(options);
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (sandbox !== true || contextIsolation === false || nodeIntegration === true)
      throw new Error('The stand-in for Electron has only sandboxed, isolated windows without Node.');
    this.options = options;
    BrowserWindow.#all.add(this);
    for (const name of ['unresponsive', 'responsive']) this.webContents.on(name, () => this.emit(name));
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.on('render-process-gone', (...told: unknown[]) =>
      app.emit('render-process-gone', told[0], this.webContents, told[1]),
    );
    this.#attached = this.#attach(this.getNormalBounds());
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  async loadURL(address: string): Promise<void> {
    await this.#attached;
    await this.webContents.load(address);
    await screen.grant(this.webContents);
    this.emit('ready-to-show');
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
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (!BrowserWindow.#all.delete(this)) return;
    this.blur();
    void this.webContents.page?.close();
    this.emit('closed');
    if (BrowserWindow.#all.size === 0 && !app.isQuitting) app.emit('window-all-closed');
  }

  async #attach({ width, height }: Rectangle): Promise<void> {
    const page = await screen.page(this.webContents, { width, height });
    if (page !== undefined) await this.webContents.attach(page, this.options.webPreferences?.preload);
  }
}

settings.windows = () => BrowserWindow.getAllWindows();
