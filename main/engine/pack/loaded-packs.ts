import type { PackManifest } from '../../../preload/contract';
import { noRoom } from '../memory/errors';
import type { Room } from '../memory/room';

/** What the shelf needs of a loaded pack. */
export type Disposable = { dispose(): Promise<void> };

type Loaded<Pack> = { readonly pack: Pack; readonly bytes: number };

/** What a pack is going to take, in bytes: to be loaded, and to work. */
export type Need = { readonly load: number; readonly work: number };

/** The packs in memory by their hashes, from the least to the most recently used. */
export class LoadedPacks<Pack extends Disposable> {
  readonly #room: () => Room;
  readonly #loaded = new Map<string, Loaded<Pack>>();

  constructor(room: () => Room) {
    this.#room = room;
  }

  get size(): number {
    return this.#loaded.size;
  }

  /** The pack, from now on the one that was used last. */
  use(hash: string): Pack | undefined {
    const known = this.#loaded.get(hash);
    this.#loaded.delete(hash);
    if (known !== undefined) this.#loaded.set(hash, known);
    return known?.pack;
  }

  add(hash: string, pack: Pack, bytes: number): void {
    this.#loaded.set(hash, { pack, bytes });
  }

  /** Disposes of all that `keep` does not want. */
  async keepOnly(keep: (hash: string) => boolean): Promise<void> {
    for (const hash of [...this.#loaded.keys()].filter((each) => !keep(each))) await this.#dispose(hash);
  }

  /**
   * Lets others go, the least recently used first, until there is room. Old packs leave before the new one comes: all at
   * once may not fit in memory. Throws `out-of-memory`.
   */
  async makeRoomFor(manifest: PackManifest, hash: string, { load, work }: Need): Promise<void> {
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
