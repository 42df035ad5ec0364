import {
  type PackManifest,
  type PackView,
  type SamplingSettings,
  type TaskName,
  taskNames,
} from '../../preload/contract';

/** Name of the manifest inside a pack's folder. */
export const manifestName = 'pack.json';

/** A pack on disk whose manifest was read and found sound; the files' hashes are checked when they are read. */
export type InstalledPack = {
  /** Absolute, symbolic links resolved. */
  readonly folder: string;
  readonly manifest: PackManifest;
  /** SHA-256 of `pack.json`, which lists the hash of every other file. */
  readonly hash: string;
  /** All listed files together. */
  readonly bytes: number;
};

export function packView(pack: InstalledPack): PackView {
  const { id, version, title, description, licence, trainedOn, limits, samplePrompts, tasks, image } = pack.manifest;
  return {
    ...{ id, version, title, description, licence, trainedOn, limits, samplePrompts },
    hash: pack.hash,
    bytes: pack.bytes,
    tasks: taskNamesOf(tasks),
    defaults: defaultsOf(tasks),
    image: { pixels: image.pixels, outputPixels: image.outputPixels, grid: image.grid },
  };
}

function taskNamesOf(tasks: PackManifest['tasks']): TaskName[] {
  return taskEntries(tasks).map(([name]) => name);
}

function defaultsOf(tasks: PackManifest['tasks']): Partial<Record<TaskName, SamplingSettings>> {
  return Object.fromEntries(taskEntries(tasks).map(([name, task]) => [name, task.defaults]));
}

type PackTask = NonNullable<PackManifest['tasks'][TaskName]>;

function taskEntries(tasks: PackManifest['tasks']): [TaskName, PackTask][] {
  return taskNames.flatMap((name) => {
    const task = tasks[name];
    return task === undefined ? [] : [[name, task]];
  });
}
