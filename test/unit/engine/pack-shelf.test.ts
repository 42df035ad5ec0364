import { beforeEach, describe, expect, test } from 'vitest';
import { PackShelf } from '../../../main/engine/pack/pack-shelf';
import type { InstalledPack } from '../../../main/packs';
import { PackId, type TaskName } from '../../../preload/contract';
import { tinyManifest } from '../../support/temporary-pack';

const manifest = await tinyManifest();

function installed(id: string, tasks: readonly TaskName[] = ['generate', 'caption']): InstalledPack {
  const kept = Object.fromEntries(Object.entries(manifest.tasks).filter(([name]) => tasks.includes(name as TaskName)));
  return {
    folder: `/${id}`,
    hash: `hash of ${id}`,
    bytes: 1,
    manifest: { ...manifest, id: PackId.parse(id), tasks: kept },
  };
}

let log: string[];
let failing: Set<string>;
beforeEach(() => {
  log = [];
  failing = new Set();
});

function shelfWith(...packs: InstalledPack[]) {
  const shelf = new PackShelf(async ({ manifest: { id } }) => {
    await Promise.resolve();
    log.push(`open ${id}`);
    if (failing.delete(id)) throw new Error(`${id} is broken`);
    return { id, dispose: async () => void log.push(`close ${id}`) };
  });
  shelf.configure(packs);
  return shelf;
}

describe('the shelf of packs', () => {
  test('loads a pack once and keeps it', async () => {
    const shelf = shelfWith(installed('one'));
    await shelf.warm();
    const [first, second] = await Promise.all([shelf.load('generate'), shelf.load('caption')]);
    expect(first).toBe(second);
    expect(log).toEqual(['open one']);
  });

  test('closes one pack before it opens another', async () => {
    const shelf = shelfWith(installed('one'), installed('two'));
    await shelf.load('generate');
    expect((await shelf.load('generate', PackId.parse('two'))).id).toBe('two');
    expect(log).toEqual(['open one', 'close one', 'open two']);
  });

  test('takes the first pack that knows the task', async () => {
    const shelf = shelfWith(installed('one', ['generate']), installed('two'));
    expect((await shelf.load('caption')).id).toBe('two');
  });

  test('tries a pack that failed anew', async () => {
    failing.add('one');
    const shelf = shelfWith(installed('one'));
    await shelf.warm();
    expect((await shelf.load('generate')).id).toBe('one');
    expect(log).toEqual(['open one', 'open one']);
  });

  test.each([
    ['no pack is installed', [], undefined, 'pack-missing'],
    ['the named pack is not installed', [installed('one')], PackId.parse('other'), 'pack-missing'],
    ['the named pack does not know the task', [installed('one', ['caption'])], PackId.parse('one'), 'task-unsupported'],
    ['no pack knows the task', [installed('one', ['caption'])], undefined, 'task-unsupported'],
  ] as const)('says so when %s', async (_, packs, id, code) => {
    await expect(shelfWith(...packs).load('generate', id)).rejects.toMatchObject({ code });
  });
});
