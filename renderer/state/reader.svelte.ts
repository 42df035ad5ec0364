import { PackId, type Job, type PackView, type TaskName } from '../../preload/contract';
import type { Session } from './session.svelte';
import type { Staging } from './staging.svelte';
import { readStored, writeStored, type Storage } from './stored';

export interface ReaderParts {
  readonly session: Session;
  readonly staging: Staging;
  readonly storage: Storage;
}

const key = 'reader';
const readingTasks: readonly TaskName[] = ['caption', 'ask', 'locate', 'segment', 'depth'];

/** Which pack looks at pictures: the one that was chosen, or the one that suits the picture. */
export class Reader {
  #wished = $state.raw<PackId>();
  readonly #parts: ReaderParts;
  /** Packs that say something about pictures. */
  readonly possible: readonly PackView[] = $derived.by(() =>
    this.#parts.session.packs.filter(({ tasks }) => tasks.some((task) => readingTasks.includes(task))),
  );
  /** The one that a person wants, or the only one; the picture decides where there is none. */
  readonly chosen = $derived.by(() => (this.possible.length === 1 ? this.possible[0] : this.#packOf(this.#wished)));
  /** The one that looks at what is seen, as far as it is known: what a pack drew it reads as well. */
  readonly pack = $derived.by(() => this.chosen ?? this.#packOf(this.#drawnBy()) ?? this.#packOf(this.#readBy()));

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#wished = readStored(parts.storage, key, PackId.optional(), undefined);
  }

  /** Without a pack the picture decides. */
  choose(id: PackId | undefined): void {
    this.#wished = id;
    writeStored(this.#parts.storage, key, id);
  }

  /** Whether what is seen can be asked for this; where the pack is not known, whether any pack can. */
  can(task: TaskName): boolean {
    return this.#asked().some(({ tasks }) => tasks.includes(task));
  }

  /** Whether whichever pack comes to look at what is seen can do this. */
  surelyCan(task: TaskName): boolean {
    const asked = this.#asked();
    return asked.length > 0 && asked.every(({ tasks }) => tasks.includes(task));
  }

  #asked(): readonly PackView[] {
    return this.pack === undefined ? this.possible : [this.pack];
  }

  #packOf(id: PackId | undefined): PackView | undefined {
    return this.possible.find((pack) => pack.id === id);
  }

  #drawnBy(): PackId | undefined {
    return this.#parts.staging.seen?.recipe?.pack.id;
  }

  /** Who has said something about it before. */
  #readBy(): PackId | undefined {
    const asset = this.#parts.staging.seen?.asset;
    const told = ({ request, result }: Job) => 'source' in request && request.source === asset && readerOf(result);
    const last = asset === undefined ? undefined : this.#parts.session.jobs.findLast(told);
    return readerOf(last?.result);
  }
}

/** The pack that has said something about a picture. */
export function readerOf(result: Job['result']): PackId | undefined {
  return result?.kind === 'text' || result?.kind === 'answer' ? result.pack : undefined;
}
