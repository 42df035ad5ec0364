import { type AssetId, type PackId, StudioError, type TaskName } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { DeviceFault } from '../devices/fault';
import { needsOtherEngine } from '../memory/errors';
import { jobNeed, packNeed, rowsOf } from '../memory/need';
import { needsPlainNode, runsInElectron } from '../memory/plain-node';
import type { Room } from '../memory/room';
import type { PictureFiles } from '../protocol';
import { ablePacks, choosePack, isReading, reads } from './choose-pack';
import { type Disposable, LoadedPacks } from './loaded-packs';

export type { Disposable } from './loaded-packs';

/** What a job asks of the shelf. */
export type PackWish = {
  readonly task: TaskName;
  readonly pack?: PackId | undefined;
  readonly candidates?: number;
  /** Pictures that the new one is to be like. */
  readonly references?: readonly unknown[] | undefined;
  /** The picture that it is about. */
  readonly source?: AssetId | undefined;
};

/** Whether a pack finds a picture file like those that it knows; undefined where it cannot tell. */
export type Knows<Pack> = (pack: Pack, picture: Uint8Array) => Promise<boolean | undefined>;

/**
 * The installed packs, of which those used last are loaded, as many as there is room for. A call must not overlap with
 * the use of a pack that was given before: the queue runs one job at a time.
 */
export class PackShelf<Pack extends Disposable> {
  readonly #open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>;
  readonly #inElectron: boolean;
  readonly #knows: Knows<Pack>;
  readonly #loaded: LoadedPacks<Pack>;
  #packs: readonly InstalledPack[] = [];
  #device = processor;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    open: (pack: InstalledPack, device: DeviceName) => Promise<Pack>,
    room: () => Room,
    inElectron = runsInElectron(),
    knows: Knows<Pack> = async () => undefined,
  ) {
    this.#open = open;
    this.#knows = knows;
    this.#loaded = new LoadedPacks(room);
    this.#inElectron = inElectron;
  }

  configure(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
  }

  /**
   * The named pack, or of those that know the task the one that knows pictures like the one it is about, or else the first
   * one, on a device. Throws a `StudioError`, `out-of-memory` before anything is read; a failed pack is tried anew next time.
   */
  load(wish: PackWish, device = processor, pictures: PictureFiles = []): Promise<Pack> {
    return this.#inTurn(async () => {
      const { task: asked, candidates = 1, references = [], source } = wish;
      const task = references.length > 0 ? 'liken' : asked;
      const picture = pictures.find(({ id }) => id === source)?.bytes;
      const pack = wish.pack ?? (picture && (await this.#packFor(task, picture, device)));
      const installed = choosePack(this.#packs, task, pack);
      return this.#take(installed, rowsOf(installed.manifest, task, candidates), device);
    });
  }

  /** Loads the first pack that draws, so that the first job need not wait; what fails shows when it is needed. */
  async warm(device = processor): Promise<void> {
    const first = this.#packs.find(({ manifest }) => manifest.image !== undefined) ?? this.#packs[0];
    if (first === undefined || this.#loaded.size > 0) return;
    await this.#inTurn(() => this.#take(first, 1, device)).catch(() => undefined);
  }

  /**
   * Where several packs could be meant, those that can tell whether a picture is like what they know are asked first. One
   * that does not know it gives way to the first that cannot tell. What is to be read is read by the pack that knows the
   * picture or not at all: another one would tell nonsense.
   */
  async #packFor(task: TaskName, picture: Uint8Array, device: DeviceName): Promise<PackId | undefined> {
    const able = ablePacks(this.#packs, task);
    const meant = isReading(task) ? this.#packs.filter((pack) => able.includes(pack) || reads(pack)) : able;
    if (able.length === 0 || meant.length < 2) return undefined;
    for (const installed of meant.filter(({ manifest }) => manifest.familiar !== undefined)) {
      if (await this.#isKnown(installed, picture, device)) return installed.manifest.id;
    }
    return able.find(({ manifest }) => manifest.familiar === undefined)?.manifest.id;
  }

  /** A pack that cannot be loaded knows nothing, and one that cannot read the picture says so when it is used. */
  async #isKnown(installed: InstalledPack, picture: Uint8Array, device: DeviceName): Promise<boolean> {
    try {
      return (await this.#knows(await this.#take(installed, 1, device), picture)) === true;
    } catch (thrown) {
      const otherDevice = thrown instanceof DeviceFault && device !== processor;
      if (thrown instanceof StudioError && !otherDevice) return false;
      throw thrown;
    }
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
