import { type Indexing, type StudioErrorData, errorData } from '../../../preload/contract';
import type { Folder } from '../folders';
import { fillVectors } from './fill-vectors';
import { Gate } from './gate';
import { type IndexingParts, indexFolder } from './index-folder';
import { lockLibrary } from './lock';
import { Pace } from './pace';

export type IndexerParts = {
  /** Where the library is, to keep other processes from writing at the same time. */
  readonly place: string;
  readonly folders: () => readonly Folder[];
  /** What indexing works with, as it is now. */
  readonly parts: () => Omit<IndexingParts, 'gate' | 'signal'>;
  /** Something is to be shown anew; `stored` when photos came or went. */
  readonly changed: (stored: boolean) => void;
};

/** Reads photos in the background, all folders one after the other; at most one run at a time. */
export class Indexer {
  readonly #parts: IndexerParts;
  readonly #gate = new Gate();
  #controller: AbortController | undefined;
  #run: Promise<void> = Promise.resolve();
  /** Asked for while a run was on the way: what changed since then would be missed. */
  #again = false;
  #done = 0;
  #total = 0;
  #speed = 0;
  #error: StudioErrorData | undefined;

  constructor(parts: IndexerParts) {
    this.#parts = parts;
  }

  get view(): Indexing {
    const state = this.#controller === undefined ? 'idle' : this.#gate.closed ? 'paused' : 'running';
    const error = this.#error;
    const speed = state === 'running' ? this.#speed : 0;
    return { state, done: this.#done, total: this.#total, photosPerSecond: speed, ...(error && { error }) };
  }

  /** Starts a run, or has one follow the present one. */
  start(): void {
    this.#again = this.#controller !== undefined;
    if (this.#again) return;
    this.#controller = new AbortController();
    this.#run = this.#work(this.#controller.signal);
  }

  pause(): void {
    if (this.#controller !== undefined) this.#gate.close();
    this.#parts.changed(false);
  }

  resume(): void {
    this.#gate.open();
    this.#parts.changed(false);
  }

  /** What was read stays. */
  cancel(): void {
    this.#again = false;
    this.#controller?.abort();
    this.#gate.open();
  }

  /** Resolves when nothing is being read any more, however that came. */
  async settled(): Promise<void> {
    while (this.#controller !== undefined) await this.#run;
  }

  async #work(signal: AbortSignal): Promise<void> {
    this.#begin();
    try {
      const unlock = await lockLibrary(this.#parts.place);
      try {
        await this.#readAll(signal);
      } finally {
        await unlock();
      }
    } catch (thrown) {
      if (!signal.aborted) this.#error = errorData(thrown);
    }
    this.#controller = undefined;
    this.#gate.open();
    this.#parts.changed(true);
    if (this.#again) this.start();
  }

  #begin(): void {
    this.#error = undefined;
    this.#done = 0;
    this.#total = 0;
    this.#parts.changed(false);
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const parts = { ...this.#parts.parts(), gate: this.#gate, signal };
    const pace = new Pace();
    for (const folder of this.#parts.folders()) {
      await indexFolder(folder, parts, ({ found = 0, done = 0 }) => {
        this.#total += found;
        this.#done += done;
        this.#speed = pace.at(this.#done);
        this.#parts.changed(done > 0);
      });
    }
    await fillVectors(parts);
    await parts.store.tidy();
  }
}
