import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError, writeFileAtomically } from '../atomic-write';

/** What a recipe knows a file by: SHA-256 in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The files that pictures were made from, each under its hash: a photo that was changed, a mask, a sketch, a reference. With
 * them a picture can be made again when the photo has gone from its place, or never had one.
 */
export class SourceStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when the file is on the disk. Throws `file-unwritable`. */
  async keep(hash: string, bytes: Uint8Array): Promise<void> {
    if ((await this.#names()).includes(hash)) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
      throw writeError(this.#folder, thrown);
    });
    await writeFileAtomically(join(this.#folder, hash), bytes);
  }

  /** Undefined when it is not there or damaged. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(join(this.#folder, hash)).catch(() => undefined);
    return bytes !== undefined && hashOf(bytes) === hash ? new Uint8Array(bytes) : undefined;
  }

  /** Takes away what no picture needs any more. */
  async keepOnly(needed: ReadonlySet<string>): Promise<void> {
    for (const name of await this.#names()) {
      if (!needed.has(name)) await rm(join(this.#folder, name), { force: true });
    }
  }

  #names(): Promise<string[]> {
    return readdir(this.#folder).catch(() => []);
  }
}
