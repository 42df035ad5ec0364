import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, type ZipFile, openPromise } from 'yauzl';
import type { PackFile } from '../../preload/contract';
import { packError } from './errors';
import { manifestName } from './pack';
import { maximumManifestBytes } from './read';

const maximumEntries = 2000;

/** A pack in one zip file of unknown origin. Only what its manifest lists is ever unpacked. */
export class PackArchive {
  readonly #path: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Throws `pack-invalid` for what is no zip file, or leads elsewhere. */
  static async open(path: string): Promise<PackArchive> {
    const invalid = (cause: unknown) =>
      packError('pack-invalid', path, 'is no zip file that the studio can read.', cause);
    const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((thrown: unknown) => {
      throw invalid(thrown);
    });
    try {
      if (zip.entryCount > maximumEntries) throw new RangeError(`${zip.entryCount} files`);
      return new PackArchive(path, zip, await entriesOf(zip));
    } catch (thrown) {
      zip.close();
      throw invalid(thrown);
    }
  }

  /** The bytes of `pack.json`. */
  async manifest(): Promise<Uint8Array> {
    const entry = this.#entry(manifestName);
    if (entry.uncompressedSize > maximumManifestBytes)
      throw packError('too-large', this.#path, 'has a pack.json of more than 1 MB.');
    const parts: Uint8Array[] = [];
    for await (const part of await this.#stream(entry)) parts.push(part as Uint8Array);
    return new Uint8Array(Buffer.concat(parts));
  }

  /** Writes a listed file to `target`, which must not exist. Throws when it is not the file that the manifest means. */
  async unpack({ path, bytes, sha256 }: PackFile, target: string): Promise<void> {
    const entry = this.#entry(path);
    const differs = () =>
      packError('pack-hash-mismatch', this.#path, `has a file “${path}” that differs from what its pack.json says.`);
    if (entry.uncompressedSize !== bytes) throw differs();
    const hash = createHash('sha256');
    const watched = Readable.from(hashed(await this.#stream(entry), hash));
    await pipeline(watched, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    if (hash.digest('hex') !== sha256) throw differs();
  }

  close(): void {
    this.#zip.close();
  }

  #entry(path: string): Entry {
    const entry = this.#entries.get(path);
    if (entry !== undefined) return entry;
    throw packError('pack-file-missing', this.#path, `lacks its file “${path}”.`);
  }

  async #stream(entry: Entry): Promise<Readable> {
    if (entry.canDecodeFileData()) return this.#zip.openReadStreamPromise(entry);
    throw packError('pack-invalid', this.#path, `holds “${entry.fileName}” in a form that the studio does not read.`);
  }
}

/** By their names in the pack: one folder around all of it, as zip tools make it, is taken off. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const manifest = entries.find(({ fileName }) => /^([^/]+\/)?pack\.json$/.test(fileName));
  const around = manifest?.fileName.slice(0, -manifestName.length) ?? '';
  const inside = entries.filter(({ fileName }) => fileName.startsWith(around) && !fileName.endsWith('/'));
  return new Map(inside.map((entry) => [entry.fileName.slice(around.length), entry]));
}

async function* hashed(parts: AsyncIterable<unknown>, hash: { update(part: Uint8Array): unknown }) {
  for await (const part of parts) {
    hash.update(part as Uint8Array);
    yield part;
  }
}
