import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackFile } from '../../preload/contract';
import { resolveInPack } from './contain';
import { isFileMissing, packError } from './errors';
import { parseManifest, referencedFiles } from './manifest';
import { externalDataOf } from './onnx';
import { type InstalledPack, manifestName } from './pack';

export const maximumManifestBytes = 1024 ** 2;

/**
 * Reads and checks everything about a pack but its files' contents: those are hashed by `verifyPack` and `readPackFile`.
 * Throws a `StudioError` that names the pack, the file or field, and what to do.
 */
export async function readPack(folder: string): Promise<InstalledPack> {
  const real = await realFolder(folder);
  const bytes = await readManifest(real);
  const manifest = parseManifest(new TextDecoder().decode(bytes), real);
  await Promise.all(manifest.files.map((file) => checkSize(real, file)));
  const hash = createHash('sha256').update(bytes).digest('hex');
  const pack = { folder: real, manifest, hash, bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0) };
  await checkExternalData(pack);
  return pack;
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (thrown) {
    throw packError('pack-missing', folder, `was not found at ${folder}.`, thrown);
  }
}

async function readManifest(folder: string): Promise<Uint8Array> {
  await resolveInPack(folder, manifestName);
  const path = join(folder, manifestName);
  const { size } = await stat(path);
  if (size > maximumManifestBytes)
    throw packError('too-large', folder, `has a pack.json of ${size} bytes; 1 MB is allowed.`);
  return readFile(path);
}

async function checkSize(folder: string, file: PackFile): Promise<void> {
  const found = await stat(await resolveInPack(folder, file.path));
  if (!found.isFile()) throw packError('pack-invalid', folder, `has something else than a file at “${file.path}”.`);
  if (found.size !== file.bytes) {
    throw packError(
      'pack-hash-mismatch',
      folder,
      `has a file “${file.path}” of ${found.size} bytes instead of ${file.bytes}.`,
    );
  }
}

/** An ONNX graph may keep its weights in other files; those must be listed, and thereby inside the pack and hashed. */
async function checkExternalData({ folder, manifest }: InstalledPack): Promise<void> {
  const graphs = new Set(
    referencedFiles(manifest)
      .map(({ path }) => path)
      .filter((path) => path !== manifest.text.tokenizer && path !== manifest.retriever?.text.words?.tokenizer),
  );
  const listed = new Set<string>(manifest.files.map(({ path }) => path));
  for (const graph of graphs) {
    for (const location of await externalLocations(folder, graph)) {
      if (!listed.has(inFolderOf(graph, location))) {
        throw packError(
          'pack-path-outside',
          folder,
          `has a graph “${graph}” that reads the unlisted file “${location}”.`,
        );
      }
    }
  }
}

function inFolderOf(graph: string, location: string): string {
  return [...graph.split('/').slice(0, -1), location].join('/');
}

async function externalLocations(folder: string, graph: string): Promise<string[]> {
  try {
    return await externalDataOf(await resolveInPack(folder, graph));
  } catch (thrown) {
    if (thrown instanceof RangeError)
      throw packError('pack-invalid', folder, `has a damaged graph “${graph}”: ${thrown.message}.`, thrown);
    if (isFileMissing(thrown)) throw packError('pack-file-missing', folder, `lacks its file “${graph}”.`, thrown);
    throw thrown;
  }
}
