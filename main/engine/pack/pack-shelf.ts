import type { PackId, TaskName } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { needsOtherEngine } from '../memory/errors';
import { jobNeed, packNeed, rowsOf } from '../memory/need';
import { needsPlainNode, runsInElectron } from '../memory/plain-node';
import type { Room } from '../memory/room';
import { choosePack } from './choose-pack';
import { type Disposable, LoadedPacks } from './loaded-packs';

export type { Disposable } from './loaded-packs';

/** What a job asks of the shelf. */
export type PackWish = {
  readonly task: TaskName;
  readonly pack?: PackId | undefined;
  readonly candidates?: number;
  /** Pictures that the new one is to be like. */
  readonly references?: readonly unknown[] | undefined;
};

/**
 * The installed packs, of which those used last are loaded, as many as there is room for. A call must not overlap with
 * the use of a pack that was given before: the queue runs one job at a time.
 */
export class PackShelf<Pack extends Disposable> {
  readonly #open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>;
  readonly #inElectron: boolean;
  readonly #loaded: LoadedPacks<Pack>;
  #packs: readonly InstalledPack[] = [];
  #device = processor;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>,
    room: () => Room,
    inElectron = runsInElectron(),
  ) {
    this.#open = open;
    this.#loaded = new LoadedPacks(room);
    this.#inElectron = inElectron;
  }

  configure(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
  }

  /**
   * The named pack, or the first one that knows the task, on a device. Throws a `StudioError`, `out-of-memory` before
   * anything is read; a failed pack is tried anew next time.
   */
  load({ task: asked, pack, candidates = 1, references = [] }: PackWish, device = processor): Promise<Pack> {
    return this.#inTurn(() => {
      const task = references.length > 0 ? 'liken' : asked;
      const installed = choosePack(this.#packs, task, pack);
      return this.#take(installed, rowsOf(installed.manifest, task, candidates), device);
    });
  }

  /** Loads the first pack, so that the first job need not wait; what fails shows when it is needed. */
  async warm(device = processor): Promise<void> {
    const [first] = this.#packs;
    if (first === undefined || this.#loaded.size > 0) return;
    await this.#inTurn(() => this.#take(first, 1, device)).catch(() => undefined);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #take(installed: InstalledPack, rows: number, device: DeviceName): Promise<Pack> {
    await this.#clear(device);
    const { hash, manifest } = installed;
    const known = this.#loaded.use(hash);
    const bytes = packNeed(manifest).graphs;
    if (this.#inElectron && needsPlainNode(manifest)) throw needsOtherEngine(manifest, packNeed(manifest).largest);
    const need = { load: known === undefined ? bytes : 0, work: jobNeed(manifest, rows) };
    await this.#loaded.makeRoomFor(manifest, hash, need);
    if (known !== undefined) return known;
    const pack = await this.#open(installed, device);
    this.#loaded.add(hash, pack, bytes);
    return pack;
  }

  /** Disposes of packs that are on another device, or not installed any more. */
  async #clear(device: DeviceName): Promise<void> {
    const installed = new Set(this.#packs.map(({ hash }) => hash));
    const moved = device !== this.#device;
    this.#device = device;
    await this.#loaded.keepOnly((hash) => !moved && installed.has(hash));
  }
}
