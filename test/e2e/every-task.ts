import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackManifest } from '../../preload/contract';
import { copyTinyPack } from '../support/temporary-pack';
import { copyAsPhotoPack } from '../support/tiny-photo';

/** The tiny pack, which knows every task, as a newer version of the pack that comes with the studio, but for `differences`. */
export async function packOfEveryTask(
  differences: (manifest: PackManifest) => Partial<PackManifest> = () => ({}),
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'brookesia-every-task-'));
  const folder = await copyTinyPack(home);
  const file = join(folder, 'pack.json');
  const manifest = PackManifest.parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify({ ...manifest, id: 'scenes', version: '99.0.0', ...differences(manifest) }));
  return { folder, remove: () => rm(home, { recursive: true, force: true }) };
}

/** As {@link packOfEveryTask}, with those of its tasks alone whose names are wanted. */
export function packOfTasks(
  wanted: (name: string) => boolean,
  differences: Partial<PackManifest> = {},
): ReturnType<typeof packOfEveryTask> {
  return packOfEveryTask(({ tasks }) => ({
    ...differences,
    tasks: Object.fromEntries(Object.entries(tasks).filter(([name]) => wanted(name))),
  }));
}

/** The tiny pack that only reads, as a newer version of the pack for photos. */
export async function packThatReads(): ReturnType<typeof packOfEveryTask> {
  const home = await mkdtemp(join(tmpdir(), 'brookesia-reading-'));
  return { folder: await copyAsPhotoPack(home), remove: () => rm(home, { recursive: true, force: true }) };
}
