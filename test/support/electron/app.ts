import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { App, CommandLine, ProcessMetric } from 'electron';
import { screen } from './screen';
import { PreventableEvent, standsFor } from './seam';
import { session } from './session';
import { settings } from './settings';
import { isFirstWith } from './single-instance';
import { utilityProcesses } from './utility-process';

type Members =
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getVersion'
  | 'getPath'
  | 'addRecentDocument'
  | 'setAppUserModelId'
  | 'relaunch'
  | 'getAppMetrics';
type Offered = Pick<App, Members> & { readonly commandLine: Pick<CommandLine, 'appendSwitch' | 'hasSwitch'> };

class StandInApp extends EventEmitter implements Offered {
  readonly switches = new Map<string, string>();
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
  };
  sandboxed = false;
  exitCode: number | undefined;
  readonly recentDocuments: string[] = [];
  /** What the application asked to be started with when it has ended. */
  relaunched: readonly string[] | undefined;
  #ready: Promise<void> | undefined;
  #isReady = false;
  #quitting = false;

  get isPackaged(): boolean {
    return settings.isPackaged;
  }

  requestSingleInstanceLock(): boolean {
    if (settings.profile === '') return true;
    return isFirstWith(settings.profile, ({ words, folder }) => {
      this.emit('second-instance', new PreventableEvent(), [...words], folder, undefined);
    });
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    this.#ready ??= setImmediate().then(() => {
      screen.graphicsGone = () => this.#loseGraphics();
      screen.switches = this.switches;
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

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  setAppUserModelId(): void {
    // Only Windows shows it.
  }

  /** Of the utility processes, and of each only what can be known here. */
  getAppMetrics(): ProcessMetric[] {
    return utilityProcesses().map((process) => standsFor<ProcessMetric>({ ...process, type: 'Utility' }));
  }

  relaunch({ args = [] }: { args?: string[] } = {}): void {
    this.relaunched = args;
  }

  /** As in Electron: all windows are asked to close first, and one that does not stops the end. */
  quit(): void {
    if (!this.#goesOn('before-quit')) return;
    this.#quitting = true;
    for (const window of settings.windows()) window.close();
    this.#quitting = false;
    if (settings.windows().length === 0 && this.#goesOn('will-quit')) this.exit(0);
  }

  /** While the application quits, nobody is told that the last window has closed. */
  get isQuitting(): boolean {
    return this.#quitting;
  }

  #loseGraphics(): void {
    this.emit('child-process-gone', {}, { type: 'GPU', reason: 'killed', exitCode: 9, name: 'GPU' });
  }

  #goesOn(stage: string): boolean {
    const event = new PreventableEvent();
    this.emit(stage, event);
    return !event.defaultPrevented;
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
