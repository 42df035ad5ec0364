import { type FileHandle, open } from 'node:fs/promises';

/** Random access to a file of any size through a small window. */
export type ByteReader = {
  readonly size: number;
  byte(position: number): Promise<number>;
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** `start` and `end` are positions in the file; a number has no content of interest here. */
export type Field = { number: number; kind: 'bytes'; start: number; end: number } | { number: number; kind: 'number' };

const windowBytes = 64 * 1024;

export async function openBytes(path: string): Promise<ByteReader> {
  const file = await open(path, 'r');
  try {
    return new WindowedFile(file, (await file.stat()).size);
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

class WindowedFile implements ByteReader {
  readonly size: number;
  readonly #file: FileHandle;
  #window = new Uint8Array(0);
  #from = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  async byte(position: number): Promise<number> {
    if (position < this.#from || position >= this.#from + this.#window.length) await this.#moveTo(position);
    const value = this.#window[position - this.#from];
    if (value === undefined) throw new RangeError('it ends in the middle of a field');
    return value;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(end - start);
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, start);
    return buffer.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #moveTo(position: number): Promise<void> {
    this.#window = new Uint8Array(await this.read(position, Math.min(this.size, position + windowBytes)));
    this.#from = position;
  }
}

/** The fields between two positions, in order. Throws RangeError where they do not fit. */
export async function* readFields(bytes: ByteReader, start: number, end: number): AsyncGenerator<Field> {
  let position = start;
  while (position < end) {
    const tag = await readVarint(bytes, position);
    const field = await readField(bytes, tag.value, tag.next);
    if (field.next > end) throw new RangeError('a field reaches over the end of its message');
    position = field.next;
    yield field.field;
  }
}

async function readField(bytes: ByteReader, tag: number, start: number): Promise<{ field: Field; next: number }> {
  const number = Math.floor(tag / 8);
  switch (tag % 8) {
    case 0:
      return { field: { number, kind: 'number' }, next: (await readVarint(bytes, start)).next };
    case 1:
      return { field: { number, kind: 'number' }, next: start + 8 };
    case 2: {
      const length = await readVarint(bytes, start);
      const end = length.next + length.value;
      return { field: { number, kind: 'bytes', start: length.next, end }, next: end };
    }
    case 5:
      return { field: { number, kind: 'number' }, next: start + 4 };
    default:
      throw new RangeError('it is not an ONNX file');
  }
}

/** Lengths beyond 2^53 lose precision, which does no harm: they are over the end of any file. */
async function readVarint(bytes: ByteReader, start: number): Promise<{ value: number; next: number }> {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    const byte = await bytes.byte(start + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  throw new RangeError('a number in it is too long');
}
