import { type EngineState, StudioError, type StudioErrorData } from '../../../preload/contract';
import { engineUnavailable } from './errors';

type Waiter = { readonly resolve: () => void; readonly reject: (error: StudioError) => void };

/** What is known of the engine besides its process: the device it works on, what is wrong, who waits for it. */
export class EngineStatus {
  device: string | undefined;
  error: StudioErrorData | undefined;
  readonly #waiters: Waiter[] = [];

  /** The engine takes jobs. */
  greet(device: string): void {
    this.device = device;
    this.error = undefined;
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  /** The engine is not started again by itself. */
  giveUp(error: StudioErrorData): void {
    this.error = error;
    for (const { reject } of this.#waiters.splice(0)) reject(new StudioError(error));
  }

  /** Resolves when the engine takes jobs. Rejects with `engine-unavailable` when it is given up. */
  async whenReady(state: EngineState): Promise<void> {
    if (state === 'ready') return;
    this.requireHope(state);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Throws `engine-unavailable` for an engine that was given up. */
  requireHope(state: EngineState): void {
    if (state === 'failed') throw new StudioError(this.error ?? engineUnavailable(''));
  }
}
