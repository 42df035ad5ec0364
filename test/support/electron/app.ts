import { EventEmitter } from 'node:events';
import type { App, CommandLine } from 'electron';
import { screen } from './screen';
import { PreventableEvent } from './seam';
import { session } from './session';
import { settings } from './settings';

type Members =
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getVersion'
  | 'getPath';
type Offered = Pick<App, Members> & { readonly commandLine: Pick<CommandLine, 'appendSwitch' | 'hasSwitch'> };

class StandInApp extends EventEmitter implements Offered {
  readonly switches = new Map<string, string>();
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
  };
  sandboxed = false;
  exitCode: number | undefined;
  #ready: Promise<void> | undefined;
  #isReady = false;

  get isPackaged(): boolean {
    return settings.isPackaged;
  }

  requestSingleInstanceLock(): boolean {
    return settings.isFirstInstance;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    this.#ready ??= screen.open().then(() => {
      this.#isReady = true;
      this.emit('session-created', session.defaultSession);
      this.emit('ready');
    });
    return this.#ready;
  }

  getVersion(): string {
    return settings.version;
  }

  getPath(): string {
    return settings.folder;
  }

  quit(): void {
    for (const stage of ['before-quit', 'will-quit']) {
      const event = new PreventableEvent();
      this.emit(stage, event);
      if (event.defaultPrevented) return;
    }
    this.exit(0);
  }

  /** Closes the browser and says `exited`, which Electron cannot say. */
  exit(code = 0): void {
    if (this.exitCode !== undefined) return;
    this.exitCode = code;
    this.emit('quit', new PreventableEvent(), code);
    void screen.close().then(() => this.emit('exited'));
  }
}

export const app = new StandInApp();
