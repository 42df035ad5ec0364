import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackManifest, type z } from '../../preload/contract';

export const tinyPack = join(import.meta.dirname, 'tiny-pack');

/** A folder that is removed when the test is over. */
export async function temporaryFolder(onEnd: (remove: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'brookesia-test-'));
  onEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A copy of the tiny pack that a test may damage. */
export async function copyTinyPack(folder: string, name = 'tiny'): Promise<string> {
  const copy = join(folder, name);
  await cp(tinyPack, copy, { recursive: true });
  return copy;
}

/** The manifest of a pack that draws. */
export const DrawingManifest = PackManifest.required({ image: true });
export type DrawingManifest = z.infer<typeof DrawingManifest>;

export async function tinyManifest(): Promise<DrawingManifest> {
  return DrawingManifest.parse(JSON.parse(await readFile(join(tinyPack, 'pack.json'), 'utf8')));
}

/** Rewrites the manifest of a pack; `change` gets it as it is and edits it in place. */
export async function editManifest(folder: string, change: (manifest: DrawingManifest) => void): Promise<void> {
  const path = join(folder, 'pack.json');
  const manifest = DrawingManifest.parse(JSON.parse(await readFile(path, 'utf8')));
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

/** Puts a file into the pack and lists it with its true size and hash, in place of an earlier entry. */
export async function addPackFile(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, path), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await editManifest(folder, ({ files }) => {
    const index = files.findIndex((file) => file.path === path);
    files.splice(index < 0 ? files.length : index, 1, { path, bytes: bytes.length, sha256 });
  });
}
