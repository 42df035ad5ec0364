import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetId } from '../../../preload/contract';
import { writeFileAtomically } from '../atomic-write';
import type { Picture } from '../assets';
import { type KeptPicture, keptPicture } from '../project/project-pictures';
import { notKept } from './journal-error';

/** Pictures beside a journal that lie in no project file yet: one file each, named by the hash of its bytes. */
export class PictureFolder {
  readonly #folder: string;
  readonly #written = new Set<AssetId>();

  constructor(journalFolder: string) {
    this.#folder = join(journalFolder, 'pictures');
  }

  async keep({ asset, picture }: KeptPicture): Promise<void> {
    if (this.#written.has(asset)) return;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFileAtomically(join(this.#folder, asset), picture.bytes);
    } catch (thrown) {
      throw notKept(thrown);
    }
    this.#written.add(asset);
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
    await rm(this.#folder, { recursive: true, force: true });
  }
}
