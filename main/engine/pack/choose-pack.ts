import { type PackId, StudioError, type TaskName } from '../../../preload/contract';
import { type InstalledPack, isAble } from '../../packs';

/** The named pack, or the first one that knows the task. Throws `pack-missing` or `task-unsupported`. */
export function choosePack(packs: readonly InstalledPack[], task: TaskName, id?: PackId): InstalledPack {
  return id === undefined ? firstFor(packs, task) : named(packs, id, task);
}

function firstFor(packs: readonly InstalledPack[], task: TaskName): InstalledPack {
  const [first] = packs;
  if (first === undefined) throw missing('No model pack is installed.');
  return packs.find(({ manifest }) => isAble(manifest, task)) ?? refuse(first, task);
}

function named(packs: readonly InstalledPack[], id: PackId, task: TaskName): InstalledPack {
  const pack = packs.find(({ manifest }) => manifest.id === id);
  if (pack === undefined) throw missing(`The model pack “${id}” is not installed.`);
  return isAble(pack.manifest, task) ? pack : refuse(pack, task);
}

function missing(message: string): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message,
    hint: '“brookesia packs” lists the installed packs and says what is wrong with the others.',
  });
}

function refuse({ manifest }: InstalledPack, task: TaskName): never {
  throw new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${manifest.title}” was not made for the task “${task}”.`,
    hint: 'Choose another pack.',
  });
}
