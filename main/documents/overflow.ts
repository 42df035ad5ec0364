import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetId } from '../../preload/contract';
import { isAlive } from './journal/owner';

/** Bytes that lie on the disk at most. */
const defaultBytes = 16 * 1024 ** 3;

/**
 * Pictures that the memory has no room for, as files of this process in a folder that all processes of the studio share. They are
 * copies for the time that the studio runs; what must outlive it is in journals and projects.
 */
export class Overflow {
  readonly #shared: string;
  readonly #folder: string;
  readonly #maximumBytes: number;
  readonly #sizes = new Map<AssetId, number>();
  #bytes = 0;

  constructor(shared: string, maximumBytes = defaultBytes) {
    this.#shared = shared;
    this.#folder = join(shared, String(process.pid));
    this.#maximumBytes = maximumBytes;
  }

  /** Whether the bytes are on the disk now; false where there is no room or no way to write. */
  put(id: AssetId, bytes: Uint8Array): boolean {
    if (this.#bytes + bytes.length > this.#maximumBytes) return false;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(this.#pathOf(id), bytes, { mode: 0o600 });
    } catch {
      this.#remove(id);
      return false;
    }
    this.#sizes.set(id, bytes.length);
    this.#bytes += bytes.length;
    return true;
  }

  /** Undefined when somebody has taken the file away, or a part of it. */
  read(id: AssetId): Uint8Array | undefined {
    try {
      const bytes = new Uint8Array(readFileSync(this.#pathOf(id)));
      return bytes.length === this.#sizes.get(id) ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  drop(id: AssetId): void {
    const bytes = this.#sizes.get(id);
    if (bytes === undefined) return;
    this.#sizes.delete(id);
    this.#bytes -= bytes;
    this.#remove(id);
  }

  /** Takes all files of this process away. */
  async clear(): Promise<void> {
    this.#sizes.clear();
    this.#bytes = 0;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Takes away what processes have left that were ended. */
  async tidy(): Promise<void> {
    const others = (await readdir(this.#shared).catch(() => [])).filter((name) => !isAlive(Number(name)));
    await Promise.all(others.map((name) => rm(join(this.#shared, name), { recursive: true, force: true })));
  }

  /** What cannot be removed now goes with the folder. */
  #remove(id: AssetId): void {
    try {
      rmSync(this.#pathOf(id), { force: true });
    } catch {
      // The disk is not as it should be; nothing depends on this file any more.
    }
  }

  #pathOf(id: AssetId): string {
    return join(this.#folder, id);
  }
}
