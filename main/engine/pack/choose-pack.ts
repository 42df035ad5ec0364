import { type PackId, StudioError, type TaskName } from '../../../preload/contract';
import { type InstalledPack, isAble } from '../../packs';
import { unsupported } from './unsupported';

/** The named pack, or the first one that knows the task. Throws `pack-missing` or `task-unsupported`. */
export function choosePack(packs: readonly InstalledPack[], task: TaskName, id?: PackId): InstalledPack {
  return id === undefined ? firstFor(packs, task) : named(packs, id, task);
}

const readingTasks: readonly TaskName[] = ['caption', 'ask', 'locate', 'read', 'segment', 'depth'];

/** Whether a task says something about a picture. */
export function isReading(task: TaskName): boolean {
  return readingTasks.includes(task);
}

/** Whether a pack says something about pictures. */
export function reads({ manifest }: InstalledPack): boolean {
  return isAble(manifest, 'caption') || isAble(manifest, 'ask');
}

export function ablePacks(packs: readonly InstalledPack[], task: TaskName): readonly InstalledPack[] {
  return packs.filter(({ manifest }) => isAble(manifest, task));
}

function firstFor(packs: readonly InstalledPack[], task: TaskName): InstalledPack {
  const [first] = packs;
  if (first === undefined) throw missing('No model pack is installed.');
  const [able] = ablePacks(packs, task);
  if (able === undefined) throw unsupported(first.manifest, task);
  return able;
}

function named(packs: readonly InstalledPack[], id: PackId, task: TaskName): InstalledPack {
  const pack = packs.find(({ manifest }) => manifest.id === id);
  if (pack === undefined) throw missing(`The model pack “${id}” is not installed.`);
  if (!isAble(pack.manifest, task)) throw unsupported(pack.manifest, task);
  return pack;
}

function missing(message: string): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message,
    hint: '“brookesia packs” lists the installed packs and says what is wrong with the others.',
  });
}
