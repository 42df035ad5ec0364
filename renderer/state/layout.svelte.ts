import { z } from '../../preload/contract';
import { readStored, writeStored, type Storage } from './stored';

const Kept = z.object({ prompt: z.boolean(), results: z.boolean(), layers: z.boolean().default(true) });

/** Which parts of the window are open. */
export class Layout {
  prompt = $state(true);
  results = $state(true);
  layers = $state(true);
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    Object.assign(this, readStored(storage, 'layout', Kept, { prompt: true, results: true, layers: true }));
  }

  togglePrompt(): void {
    this.#show({ prompt: !this.prompt });
  }

  toggleResults(): void {
    this.#show({ results: !this.results });
  }

  toggleLayers(): void {
    this.#show({ layers: !this.layers });
  }

  /** Hides all panels, or brings all back when one is hidden. */
  toggleBoth(): void {
    const show = !(this.prompt && this.results && this.layers);
    this.#show({ prompt: show, results: show, layers: show });
  }

  #show(change: Partial<z.infer<typeof Kept>>): void {
    const { prompt, results, layers } = this;
    const kept = { prompt, results, layers, ...change };
    Object.assign(this, kept);
    writeStored(this.#storage, 'layout', kept);
  }
}
