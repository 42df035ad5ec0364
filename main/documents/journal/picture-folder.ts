import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetId } from '../../../preload/contract';
import { makeFolder, writeFileAtomically } from '../atomic-write';
import type { Picture } from '../assets';
import { type KeptPicture, keptPicture } from '../project/project-pictures';
import { notKept } from './journal-error';

/** Bytes written after which it is worth looking for pictures that nothing needs any more. */
const maximumBytes = 256 * 1024 ** 2;

/** Pictures beside a journal that lie in no project file yet: one file each, named by the hash of its bytes. */
export class PictureFolder {
  readonly #folder: string;
  readonly #written = new Set<AssetId>();
  /** Since what nobody needs was taken away. */
  #bytes = 0;

  constructor(journalFolder: string) {
    this.#folder = join(journalFolder, 'pictures');
  }

  get large(): boolean {
    return this.#bytes > maximumBytes;
  }

  async keep({ asset, picture }: KeptPicture): Promise<void> {
    if (this.#written.has(asset)) return;
    try {
      await makeFolder(this.#folder);
      await writeFileAtomically(join(this.#folder, asset), picture.bytes);
    } catch (thrown) {
      throw notKept(thrown);
    }
    this.#written.add(asset);
    this.#bytes += picture.bytes.length;
  }

  /**
   * Takes away the others of this run, such as those of steps that were undone; one that comes back is written again. What an
   * earlier run has left and this one could not read stays. To be called when the journal needs no more than these.
   */
  async keepOnly(needed: Iterable<AssetId>): Promise<void> {
    this.#bytes = 0;
    const kept = new Set(needed);
    const others = [...this.#written].filter((asset) => !kept.has(asset));
    await Promise.all(others.map((asset) => rm(join(this.#folder, asset), { force: true })));
    for (const asset of others) this.#written.delete(asset);
  }

  /** Undefined when it is not there or damaged. */
  async read(asset: AssetId): Promise<Picture | undefined> {
    try {
      const picture = await keptPicture(asset, await readFile(join(this.#folder, asset)));
      if (picture !== undefined) this.#written.add(asset);
      return picture;
    } catch {
      return undefined;
    }
  }

  /** To be called when a project file holds the pictures. */
  async clear(): Promise<void> {
    this.#written.clear();
    this.#bytes = 0;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
