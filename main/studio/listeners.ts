import type { StudioEvent } from '../../preload/contract';

export type Listener = (event: StudioEvent) => void;
export type Subscribe = (listener: Listener) => () => void;

/** Spreads events to whoever listens; one listener's failure does not keep the others from hearing. */
export class Listeners {
  readonly #listeners = new Set<Listener>();

  readonly subscribe: Subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly emit: Listener = (event) => {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (thrown) {
        console.error('A listener failed', thrown);
      }
    }
  };
}
