import type { PackId, PackManifest, TaskName } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { needsOtherEngine, noRoom } from '../memory/errors';
import { jobNeed, packNeed, rowsOf } from '../memory/need';
import { needsPlainNode, runsInElectron } from '../memory/plain-node';
import type { Room } from '../memory/room';
import { choosePack } from './choose-pack';

/** What the shelf needs of a loaded pack. */
export type Disposable = { dispose(): Promise<void> };

/** What a job asks of the shelf. */
export type PackWish = {
  readonly task: TaskName;
  readonly pack?: PackId | undefined;
  readonly candidates?: number;
};

type Loaded<Pack> = { readonly pack: Pack; readonly bytes: number };

/**
 * The installed packs, of which those used last are loaded, as many as there is room for. A call must not overlap with
 * the use of a pack that was given before: the queue runs one job at a time.
 */
export class PackShelf<Pack extends Disposable> {
  readonly #open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>;
  readonly #room: () => Room;
  readonly #inElectron: boolean;
  #packs: readonly InstalledPack[] = [];
  #device = processor;
  /** By hash, from the least to the most recently used. */
  readonly #loaded = new Map<string, Loaded<Pack>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>,
    room: () => Room,
    inElectron = runsInElectron(),
  ) {
    this.#open = open;
    this.#room = room;
    this.#inElectron = inElectron;
  }

  configure(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
  }

  /**
   * The named pack, or the first one that knows the task, on a device. Throws a `StudioError`, `out-of-memory` before
   * anything is read; a failed pack is tried anew next time.
   */
  load({ task, pack, candidates = 1 }: PackWish, device = processor): Promise<Pack> {
    return this.#inTurn(() => {
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
    const known = this.#loaded.get(hash);
    this.#loaded.delete(hash);
    if (known !== undefined) this.#loaded.set(hash, known);
    const bytes = packNeed(manifest).graphs;
    await this.#makeRoom(manifest, hash, known === undefined ? bytes : 0, jobNeed(manifest, rows));
    const pack = known?.pack ?? (await this.#open(installed, device));
    this.#loaded.set(hash, { pack, bytes });
    return pack;
  }

  /** Disposes of packs that are on another device, or not installed any more. */
  async #clear(device: DeviceName): Promise<void> {
    const installed = new Set(this.#packs.map(({ hash }) => hash));
    const gone = [...this.#loaded.keys()].filter((hash) => device !== this.#device || !installed.has(hash));
    this.#device = device;
    for (const hash of gone) await this.#dispose(hash);
  }

  /** Old packs leave before the new one comes: all at once may not fit in memory. */
  async #makeRoom(manifest: PackManifest, hash: string, load: number, work: number): Promise<void> {
    if (this.#inElectron && needsPlainNode(manifest)) throw needsOtherEngine(manifest, packNeed(manifest).largest);
    for (const other of [...this.#loaded.keys()].filter((each) => each !== hash)) {
      const { free, packs } = this.#room();
      if (load + work <= free && this.#held() + load <= packs) return;
      await this.#dispose(other);
    }
    const { free } = this.#room();
    if (load + work > free) throw noRoom(manifest, load + work, free);
  }

  #held(): number {
    return [...this.#loaded.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** A device that fell out of use may fail at this, too, which must not hold up the next one. */
  async #dispose(hash: string): Promise<void> {
    const loaded = this.#loaded.get(hash);
    this.#loaded.delete(hash);
    await loaded?.pack.dispose().catch(() => undefined);
  }
}
