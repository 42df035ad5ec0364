import { open } from 'node:fs/promises';

/** A file in an archive. */
export type Member = { readonly name: string; readonly bytes: Uint8Array };

const block = 512;

/** The plain files of an uncompressed tar archive, one after the other. Throws `RangeError` for what is none. */
export async function* readTar(path: string): AsyncGenerator<Member, void, undefined> {
  const file = await open(path, 'r');
  try {
    let longName: string | undefined;
    for (let at = 0; ;) {
      const header = await readAt(file, at, block);
      if (header.length < block || header.every((byte) => byte === 0)) return;
      const { name, size, kind } = parseHeader(header, path);
      const bytes = kind === 'other' ? new Uint8Array() : await readAt(file, at + block, size);
      if (kind !== 'other' && bytes.length < size)
        throw new RangeError(`The archive ${path} ends in the middle of a file.`);
      if (kind === 'file') yield { name: longName ?? name, bytes };
      longName = kind === 'name' ? textOf(bytes) : kind === 'settings' ? pathIn(textOf(bytes)) : undefined;
      at += block * (1 + Math.ceil(size / block));
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: Awaited<ReturnType<typeof open>>, at: number, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  const { bytesRead } = await file.read(bytes, 0, size, at);
  return bytes.subarray(0, bytesRead);
}

function parseHeader(header: Uint8Array, path: string) {
  const field = (from: number, length: number) => textOf(header.subarray(from, from + length));
  const size = Number.parseInt(field(124, 12).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${path} is no tar archive.`);
  const prefix = field(257, 5) === 'ustar' ? field(345, 155) : '';
  const name = [prefix, field(0, 100)].filter((part) => part !== '').join('/');
  return { name, size, kind: kindOf(field(156, 1)) };
}

/** Long names stand in an entry of their own before the file: GNU's way, or among the settings of POSIX. */
function kindOf(flag: string): 'file' | 'name' | 'settings' | 'other' {
  if (flag === '' || flag === '0') return 'file';
  return flag === 'L' ? 'name' : flag === 'x' ? 'settings' : 'other';
}

function pathIn(settings: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(settings)?.[1];
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
