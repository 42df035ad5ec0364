import { crc32 } from 'node:zlib';
import { type Entry, type ZipFile, fromBufferPromise, openPromise } from 'yauzl';
import { maximumProjectBytes } from '../../../preload/contract';

const maximumEntries = 10_000;

/** Why a zip file, or a part of it, cannot be read; ends a sentence that begins with “it”. */
export class ZipFault extends Error {}

/** A zip file of unknown origin. Nothing is unpacked before it is asked for, and nothing is ever written. */
export class ZipReader {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /**
   * Reads the table of contents from a path or from bytes. Throws `ZipFault` for what is no zip file, for names that lead
   * elsewhere or occur twice, and for content that would unpack to more than a project may hold.
   */
  static async open(source: string | Uint8Array): Promise<ZipReader> {
    const zip = await openSource(source).catch(throwUnlessSystem('is no zip file, or its end is missing'));
    try {
      return new ZipReader(zip, await entriesOf(zip));
    } catch (thrown) {
      zip.close();
      throw thrown;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Unpacks one file; throws `ZipFault` when it is missing, damaged or larger than `maximumBytes`. */
  async read(name: string, maximumBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new ZipFault(`lacks “${name}”`);
    if (entry.uncompressedSize > maximumBytes) throw new ZipFault(`holds too large a “${name}”`);
    const bytes = await unpack(this.#zip, entry).catch(throwUnlessSystem(`is damaged at “${name}”`));
    if (crc32(bytes) !== entry.crc32) throw new ZipFault(`is damaged at “${name}”`);
    return bytes;
  }

  close(): void {
    this.#zip.close();
  }
}

function openSource(source: string | Uint8Array): Promise<ZipFile> {
  const options = { autoClose: false, strictFileNames: true };
  if (typeof source === 'string') return openPromise(source, options);
  return fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options);
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > maximumEntries) throw new ZipFault(`holds more than ${maximumEntries} files`);
  const entries = new Map<string, Entry>();
  await collect(zip, entries).catch(throwUnlessSystem('has a damaged table of contents, or names that lead elsewhere'));
  return entries;
}

async function collect(zip: ZipFile, entries: Map<string, Entry>): Promise<void> {
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (entries.has(entry.fileName)) throw new ZipFault(`holds “${entry.fileName}” twice`);
    if (!(bytes <= maximumProjectBytes)) throw new ZipFault('would unpack to more than the studio can hold');
    entries.set(entry.fileName, entry);
  }
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  if (!entry.canDecodeFileData())
    throw new ZipFault(`holds “${entry.fileName}” in a form that the studio does not read`);
  const whole = new Uint8Array(entry.uncompressedSize);
  let position = 0;
  const parts: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
  for await (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  if (position !== whole.length) throw new ZipFault(`is damaged at “${entry.fileName}”`);
  return whole;
}

/** Errors of the file system keep their own code: the caller says what they mean. */
function throwUnlessSystem(reason: string): (thrown: unknown) => never {
  return (thrown) => {
    const isSystem = thrown instanceof Error && 'syscall' in thrown;
    throw isSystem || thrown instanceof ZipFault ? thrown : new ZipFault(reason, { cause: thrown });
  };
}
