import { z } from '../../preload/contract';
import { readStored, writeStored, type Storage } from './stored';

const Kept = z.object({ prompt: z.boolean(), results: z.boolean() });

/** Which parts of the window are open. */
export class Layout {
  prompt = $state(true);
  results = $state(true);
  shortcuts = $state(false);
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    Object.assign(this, readStored(storage, 'layout', Kept, { prompt: true, results: true }));
  }

  togglePrompt(): void {
    this.#show(!this.prompt, this.results);
  }

  toggleResults(): void {
    this.#show(this.prompt, !this.results);
  }

  /** Hides both panels, or brings both back when one is hidden. */
  toggleBoth(): void {
    const show = !(this.prompt && this.results);
    this.#show(show, show);
  }

  showShortcuts(): void {
    this.shortcuts = true;
  }

  #show(prompt: boolean, results: boolean): void {
    this.prompt = prompt;
    this.results = results;
    writeStored(this.#storage, 'layout', { prompt, results });
  }
}
