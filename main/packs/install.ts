import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackManifest } from '../../preload/contract';
import { PackArchive } from './archive';
import { packError } from './errors';
import { parseManifest } from './manifest';
import { type InstalledPack, manifestName } from './pack';
import { readPack } from './read';

export type InstallOptions = {
  /** The folder of the user's packs; it need not exist yet. */
  readonly into: string;
  /** Whether the user wants this pack; asked before anything is unpacked. */
  readonly agrees: (manifest: PackManifest) => Promise<boolean>;
};

/**
 * Installs a pack from one file. It is unpacked beside its place, every file checked against the manifest as it is written,
 * and put in place as a whole; the same version of the pack is replaced. Gives undefined when the user does not agree.
 */
export async function installPack(file: string, { into, agrees }: InstallOptions): Promise<InstalledPack | undefined> {
  const archive = await PackArchive.open(file);
  try {
    const bytes = await archive.manifest();
    const manifest = parseManifest(new TextDecoder().decode(bytes), file);
    if (!(await agrees(manifest))) return undefined;
    return await unpackInto(archive, manifest, bytes, into);
  } finally {
    archive.close();
  }
}

async function unpackInto(
  archive: PackArchive,
  manifest: PackManifest,
  bytes: Uint8Array,
  into: string,
): Promise<InstalledPack> {
  // Folders with a dot are not looked for packs.
  const staging = join(into, `.installing-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(staging, { recursive: true, mode: 0o700 });
    await writeFile(join(staging, manifestName), bytes, { flag: 'wx' });
    for (const listed of manifest.files) {
      const target = join(staging, listed.path);
      await mkdir(dirname(target), { recursive: true });
      await archive.unpack(listed, target);
    }
    await readPack(staging);
    return await readPack(await putInPlace(staging, join(into, `${manifest.id}-${manifest.version}`)));
  } catch (thrown) {
    throw isFull(thrown) ? packError('file-unwritable', into, 'does not fit on the disk.', thrown) : thrown;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function putInPlace(staging: string, place: string): Promise<string> {
  const before = `${staging}-before`;
  const replaced = await rename(place, before).then(
    () => true,
    () => false,
  );
  try {
    await rename(staging, place);
  } catch (thrown) {
    if (replaced) await rename(before, place);
    throw thrown;
  }
  await rm(before, { recursive: true, force: true });
  return place;
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
}
