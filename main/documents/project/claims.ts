import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnedElsewhere, own, stillOwn } from '../journal/owner';

/**
 * Which project files the living studios of this user have open, so that no two of them write the same one: a folder for each
 * file, as of a journal. A machine over the network is not seen; it is met at saving, by what became of the file.
 */
export class Claims {
  readonly #folder: string;
  readonly #own = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether another living studio has the file open. */
  async isTaken(path: string): Promise<boolean> {
    return isOwnedElsewhere(await this.#placeOf(path));
  }

  /** Where it cannot be written down, saving still looks whether the file has changed. */
  async take(path: string): Promise<void> {
    const place = await this.#placeOf(path);
    if (await isOwnedElsewhere(place)) return;
    this.#own.add(place);
    await own(place).catch(() => undefined);
  }

  async release(path: string): Promise<void> {
    await this.#leave(await this.#placeOf(path));
  }

  async releaseAll(): Promise<void> {
    for (const place of this.#own) await this.#leave(place);
  }

  /** To be called again and again, as {@link stillOwn}. */
  async live(): Promise<void> {
    for (const place of this.#own) await stillOwn(place);
  }

  async #leave(place: string): Promise<void> {
    if (this.#own.delete(place)) await rm(place, { recursive: true, force: true }).catch(() => undefined);
  }

  /** The same for all paths to one file. */
  async #placeOf(path: string): Promise<string> {
    const real = await realpath(path).catch(() => path);
    return join(this.#folder, createHash('sha256').update(real).digest('hex').slice(0, 32));
  }
}
