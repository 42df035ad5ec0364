import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundFile } from '../photo';
import { mayBePhoto } from './formats';

export type Walked =
  | { readonly kind: 'file'; readonly file: FoundFile }
  /** A folder or file that cannot be looked at. */
  | { readonly kind: 'closed'; readonly path: string; readonly cause: unknown };

/** Folders inside folders that are followed. */
const maximumDepth = 64;

/**
 * All files below a folder that may be photos. Hidden folders are left out, and links are not followed: they may lead out
 * of the folder or round in circles.
 */
export async function* walk(folder: string, signal: AbortSignal, depth = 0): AsyncGenerator<Walked> {
  const inner: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      signal.throwIfAborted();
      const path = join(folder, entry.name);
      if (isFolder(entry) && depth < maximumDepth) inner.push(path);
      if (entry.isFile() && mayBePhoto(entry.name)) yield await fileAt(path);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    yield { kind: 'closed', path: folder, cause };
  }
  for (const path of inner) yield* walk(path, signal, depth + 1);
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.');
}

async function fileAt(path: string): Promise<Walked> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { kind: 'file', file: { path, bytes: size, modified: Math.floor(mtimeMs) } };
  } catch (cause) {
    return { kind: 'closed', path, cause };
  }
}
