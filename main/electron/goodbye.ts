import { type App, BrowserWindow } from 'electron';

export type GoodbyeParts = {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  /** Resolves when the window has handed over what it had not sent yet. */
  readonly handOver: (window: BrowserWindow) => Promise<void>;
  /** Ends the engine and writes what is still to be written. */
  readonly stop: () => Promise<unknown>;
};

/** Milliseconds for the journal to reach a slow disk; the engine is given up much earlier. */
const patience = 15_000;

/**
 * Ends the studio in order: the windows hand over their last changes and close, then the journal is written and the engine
 * stopped, and only then the program ends.
 */
export class Goodbye {
  readonly #parts: GoodbyeParts;
  readonly #leaving = new Set<BrowserWindow>();
  #quitting = false;
  #stopping = false;

  constructor(parts: GoodbyeParts) {
    this.#parts = parts;
    const { app } = parts;
    app.on('before-quit', () => (this.#quitting = true));
    app.on('will-quit', (event) => {
      event.preventDefault();
      if (!this.#stopping) void this.#stop().finally(() => app.exit(0));
      this.#stopping = true;
    });
  }

  /** The window closes when it has handed over. */
  watch(window: BrowserWindow): void {
    window.on('close', (event) => {
      event.preventDefault();
      if (this.#leaving.has(window)) return;
      this.#leaving.add(window);
      void this.#parts.handOver(window).finally(() => this.#release(window));
    });
  }

  /** A close that was held back has stopped the program's end, too, so that goes on. */
  #release(window: BrowserWindow): void {
    this.#leaving.delete(window);
    if (!window.isDestroyed()) window.destroy();
    if (this.#quitting && BrowserWindow.getAllWindows().length === 0) this.#parts.app.quit();
  }

  async #stop(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, patience));
    await Promise.race([this.#parts.stop(), late]);
  }
}
