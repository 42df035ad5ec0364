import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { PackFile } from '../../preload/contract';
import { resolveInPack } from './contain';
import { packError } from './errors';
import type { InstalledPack } from './pack';

/** Hashes every file of the pack, one after the other, without holding any in memory. */
export async function verifyPack(pack: InstalledPack): Promise<void> {
  for (const file of pack.manifest.files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(await resolveInPack(pack.folder, file.path)), hash);
    checkHash(pack, file, hash.digest('hex'));
  }
}

/**
 * The contents of a listed file. The hash is taken over the very bytes that are returned, so a file that is swapped
 * after the pack was found is noticed.
 */
export async function readPackFile(pack: InstalledPack, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = pack.manifest.files.find((one) => one.path === path);
  if (file === undefined) throw packError('pack-file-missing', pack.folder, `does not list a file “${path}”.`);
  const bytes = await readWhole(pack, file);
  checkHash(pack, file, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

async function readWhole(pack: InstalledPack, file: PackFile): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(await resolveInPack(pack.folder, file.path), 'r');
  try {
    const { size } = await handle.stat();
    if (size !== file.bytes) throw mismatch(pack, file);
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size;) {
      const { bytesRead } = await handle.read(bytes, done, Math.min(size - done, 1024 ** 3), done);
      if (bytesRead === 0) throw mismatch(pack, file);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

function checkHash(pack: InstalledPack, file: PackFile, hash: string): void {
  if (hash !== file.sha256) throw mismatch(pack, file);
}

function mismatch(pack: InstalledPack, file: PackFile): Error {
  return packError(
    'pack-hash-mismatch',
    pack.folder,
    `has a file “${file.path}” that differs from what its pack.json says.`,
  );
}
