import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProjectId, type UnsavedProject } from '../../../preload/contract';
import { journalPath, readJournal } from './journal';
import { isOwnedElsewhere } from './owner';

/**
 * What earlier runs of the studio left unsaved, the newest first. Journals of saved work are removed on the way, when `listed` says
 * that its file can be found: a run that was ended right after saving may not have written that down.
 */
export async function leftUnsaved(
  folder: string,
  isOpen: (id: ProjectId) => boolean,
  listed: (path: string) => Promise<boolean>,
): Promise<UnsavedProject[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names.flatMap((name) => ProjectId.safeParse(name).data ?? []);
  const left: UnsavedProject[] = [];
  for (const project of ids.filter((id) => !isOpen(id))) {
    const facts = await factsOf(join(folder, project), listed);
    if (facts !== undefined) left.push({ project, ...facts });
  }
  return left.sort((one, other) => other.changed - one.changed);
}

async function factsOf(
  folder: string,
  listed: (path: string) => Promise<boolean>,
): Promise<Pick<UnsavedProject, 'name' | 'changed'> | undefined> {
  if (await isOwnedElsewhere(folder)) return undefined;
  const journal = await readJournal(folder).catch(() => undefined);
  if (journal === undefined) return undefined;
  if (!journal.unsaved) {
    if (journal.path !== undefined && !(await listed(journal.path))) return undefined;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    return undefined;
  }
  return { name: journal.name, changed: (await stat(journalPath(folder))).mtimeMs };
}
