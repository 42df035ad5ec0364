import { type PackId, StudioError, type TaskName } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';

/** What the shelf needs of a loaded pack. */
export type Disposable = { dispose(): Promise<void> };

/**
 * The installed packs, of which the one used last is loaded. Calls must not overlap with the use of the pack they gave
 * before: the queue runs one job at a time.
 */
export class PackShelf<Loaded extends Disposable> {
  readonly #open: (pack: InstalledPack) => Promise<Loaded>;
  #packs: readonly InstalledPack[] = [];
  #loaded: { hash: string; pack: Promise<Loaded> } | undefined;

  constructor(open: (pack: InstalledPack) => Promise<Loaded>) {
    this.#open = open;
  }

  configure(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
  }

  /** The named pack, or the first one that knows the task. Throws a `StudioError`; a failed pack is tried anew next time. */
  async load(task: TaskName, id?: PackId): Promise<Loaded> {
    const installed = id === undefined ? this.#firstFor(task) : this.#named(id, task);
    return this.#loaded?.hash === installed.hash ? this.#loaded.pack : this.#replaceBy(installed);
  }

  /** Loads the first pack, so that the first job need not wait; what fails shows when it is needed. */
  async warm(): Promise<void> {
    const [first] = this.#packs;
    if (first !== undefined && this.#loaded === undefined) await this.#replaceBy(first).catch(() => undefined);
  }

  #replaceBy(installed: InstalledPack): Promise<Loaded> {
    const pack = this.#exchange(this.#loaded?.pack, installed);
    const entry = { hash: installed.hash, pack };
    this.#loaded = entry;
    pack.catch(() => {
      if (this.#loaded === entry) this.#loaded = undefined;
    });
    return pack;
  }

  /** The old pack leaves before the new one comes: both at once may not fit in memory. */
  async #exchange(previous: Promise<Loaded> | undefined, installed: InstalledPack): Promise<Loaded> {
    const old = await previous?.catch(() => undefined);
    await old?.dispose();
    return this.#open(installed);
  }

  #firstFor(task: TaskName): InstalledPack {
    const [first] = this.#packs;
    if (first === undefined) throw missing('No model pack is installed.');
    return this.#packs.find(({ manifest }) => manifest.tasks[task] !== undefined) ?? refuse(first, task);
  }

  #named(id: PackId, task: TaskName): InstalledPack {
    const pack = this.#packs.find(({ manifest }) => manifest.id === id);
    if (pack === undefined) throw missing(`The model pack “${id}” is not installed.`);
    return pack.manifest.tasks[task] === undefined ? refuse(pack, task) : pack;
  }
}

function missing(message: string): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message,
    hint: '“brookesia packs” lists the installed packs and says what is wrong with the others.',
  });
}

function refuse({ manifest }: InstalledPack, task: TaskName): never {
  throw new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${manifest.title}” was not made for the task “${task}”.`,
    hint: 'Choose another pack.',
  });
}
