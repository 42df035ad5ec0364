import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetId } from '../../preload/contract';
import { thumbnailIdOf } from './photo';

/** Small pictures on the disk, named by what the photo holds: copies and moved photos share theirs. */
export class Thumbnails {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(content: string, webp: Uint8Array): Promise<void> {
    const path = this.#pathOf(thumbnailIdOf(content));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, webp);
  }

  /** Undefined where there is none. */
  async read(id: AssetId): Promise<Uint8Array | undefined> {
    return readFile(this.#pathOf(id)).catch(() => undefined);
  }

  /** Removes all that belong to none of the contents. */
  async keepOnly(contents: ReadonlySet<string>): Promise<void> {
    const kept = new Set([...contents].map((content) => `${thumbnailIdOf(content)}.webp`));
    for (const part of await readdir(this.#folder).catch(() => [])) {
      const names = await readdir(join(this.#folder, part)).catch(() => []);
      const idle = names.filter((name) => name.endsWith('.webp') && !kept.has(name));
      await Promise.all(idle.map((name) => rm(join(this.#folder, part, name), { force: true })));
    }
  }

  #pathOf(id: AssetId): string {
    return join(this.#folder, id.slice(5, 7), `${id}.webp`);
  }
}
