import { readdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { errorData, type PackProblem } from '../../preload/contract';
import { isFileMissing } from './errors';
import { type InstalledPack, manifestName } from './pack';
import { readPack } from './read';

export type FoundPacks = { readonly packs: readonly InstalledPack[]; readonly problems: readonly PackProblem[] };

/**
 * Reads every pack in the given folders; a folder may be a pack or hold packs. A broken pack becomes a problem and the
 * others go on. Of two packs with one id the higher version counts, of equal versions the one of the later folder.
 */
export async function findPacks(folders: readonly string[]): Promise<FoundPacks> {
  const candidates = (await Promise.all(folders.map(packFoldersIn))).flat();
  const results = await Promise.all(candidates.map(readOrProblem));
  return {
    packs: withoutDuplicates(results.filter((result) => 'manifest' in result)),
    problems: results.filter((result) => 'error' in result),
  };
}

/** The folders named in the environment variable BROOKESIA_PACKS, separated as in PATH. */
export function packFoldersFrom(variable: string | undefined): string[] {
  return (variable ?? '').split(delimiter).filter((folder) => folder !== '');
}

async function packFoldersIn(folder: string): Promise<string[]> {
  if (await isFile(join(folder, manifestName))) return [folder];
  const names = await folderNames(folder);
  const manifests = await Promise.all(names.map((name) => isFile(join(folder, name, manifestName))));
  return names.filter((_, index) => manifests[index]).map((name) => join(folder, name));
}

/** Hidden folders are skipped: half-finished imports live there. */
async function folderNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return [];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (thrown) {
    return !isFileMissing(thrown);
  }
}

async function readOrProblem(folder: string): Promise<InstalledPack | PackProblem> {
  try {
    return await readPack(folder);
  } catch (thrown) {
    return { folder, error: errorData(thrown) };
  }
}

function withoutDuplicates(packs: readonly InstalledPack[]): InstalledPack[] {
  const chosen = new Map<string, InstalledPack>();
  for (const pack of packs) {
    const other = chosen.get(pack.manifest.id);
    if (other === undefined || compareVersions(pack.manifest.version, other.manifest.version) >= 0)
      chosen.set(pack.manifest.id, pack);
  }
  return [...chosen.values()];
}

/** Negative, zero or positive, as `one` is older than, equal to or newer than `other`; both are `n.n.n`. */
export function compareVersions(one: string, other: string): number {
  const parts = other.split('.').map(Number);
  const differences = one.split('.').map((part, index) => Number(part) - (parts[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
