import { StudioError } from '../../../preload/contract';
import type { FoundFile } from '../../library/photo';
import { type Walked, walk } from '../../library/scan/walk';

/** A folder or file that cannot be looked at. */
export type ClosedPath = Extract<Walked, { kind: 'closed' }>;

/** What a folder holds, each in the order of the paths. */
export type FolderFiles = { readonly files: readonly FoundFile[]; readonly closed: readonly ClosedPath[] };

/** All files of a folder and of those inside that may be pictures. Throws `folder-missing` and the signal's reason. */
export async function filesIn(folder: string, signal: AbortSignal): Promise<FolderFiles> {
  const files: FoundFile[] = [];
  const closed: ClosedPath[] = [];
  for await (const found of walk(folder, signal)) {
    if (found.kind === 'file') files.push(found.file);
    else if (found.path === folder)
      throw new StudioError({ code: 'folder-missing', message: `The folder ${folder} cannot be looked at.` });
    else closed.push(found);
  }
  return { files: files.sort(byPath), closed: closed.sort(byPath) };
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
