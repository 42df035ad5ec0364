import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { PackShelf } from '../../../main/engine/pack/pack-shelf';
import { jobNeed, packNeed } from '../../../main/engine/memory/need';
import type { Room } from '../../../main/engine/memory/room';
import type { InstalledPack } from '../../../main/packs';
import { AssetId, PackId, StudioError, type TaskName } from '../../../preload/contract';
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
let room: () => Room;
beforeEach(() => {
  room = () => ({ free: 1e12, packs: 1e12 });
  log = [];
  failing = new Set();
});

function shelfWith(...packs: InstalledPack[]) {
  const shelf = new PackShelf(
    async ({ manifest: { id } }) => {
      await Promise.resolve();
      log.push(`open ${id}`);
      if (failing.delete(id)) throw new Error(`${id} is broken`);
      return { id, dispose: async () => void log.push(`close ${id}`) };
    },
    () => room(),
  );
  shelf.configure(packs);
  return shelf;
}

describe('for a picture that several packs can read', () => {
  const source = AssetId.parse('0000000000000001');
  const pictures = [{ id: source, bytes: Uint8Array.of(1) }];
  const knowing = (id: string, tasks: readonly TaskName[] = ['caption']) => {
    const pack = installed(id, tasks);
    const familiar = { file: 'x', reads: 'features' as const, threshold: 1, falseAlarms: 0.05 };
    return { ...pack, manifest: { ...pack.manifest, familiar } };
  };

  /** `known`: the packs that find the picture like what they know. */
  function shelfOf(packs: InstalledPack[], ...known: string[]) {
    const open = async ({ manifest: { id } }: InstalledPack) => {
      log.push(`open ${id}`);
      if (failing.has(id)) throw new StudioError({ code: 'pack-invalid', message: 'broken' });
      return { id, dispose: async () => undefined };
    };
    const shelf = new PackShelf(open, room, false, async ({ id }) => known.includes(id));
    shelf.configure(packs);
    return shelf;
  }

  const wish = { task: 'caption', source } as const;

  test('the one that knows it is taken', async () => {
    const shelf = shelfOf([installed('scenes'), knowing('photo'), knowing('plants')], 'plants');
    expect((await shelf.load(wish, 'cpu', pictures)).id).toBe('plants');
  });

  test('the first that cannot tell is taken where none knows it', async () => {
    expect((await shelfOf([knowing('photo'), installed('scenes')]).load(wish, 'cpu', pictures)).id).toBe('scenes');
    expect((await shelfOf([knowing('a'), knowing('b')]).load(wish, 'cpu', pictures)).id).toBe('a');
  });

  test('the person decides before them, and nobody is asked who alone can do it', async () => {
    const shelf = shelfOf([installed('scenes'), knowing('photo')], 'photo');
    expect((await shelf.load({ ...wish, pack: PackId.parse('scenes') }, 'cpu', pictures)).id).toBe('scenes');
    expect((await shelf.load({ ...wish, task: 'generate' }, 'cpu', pictures)).id).toBe('scenes');
    expect(log).toEqual(['open scenes']);
  });

  test('one that cannot be opened gives way', async () => {
    failing.add('photo');
    const shelf = shelfOf([knowing('photo'), installed('scenes')], 'photo');
    expect((await shelf.load(wish, 'cpu', pictures)).id).toBe('scenes');
  });

  test('what only reads is not loaded in advance where another one draws', async () => {
    const { image: _, ...reading } = manifest;
    const shelf = shelfOf([
      { ...installed('photo'), manifest: { ...reading, id: PackId.parse('photo') } },
      installed('scenes'),
    ]);
    await shelf.warm();
    expect(log).toEqual(['open scenes']);
  });
});

describe('the shelf of packs', () => {
  test('loads a pack once and keeps it', async () => {
    const shelf = shelfWith(installed('one'));
    await shelf.warm();
    const [first, second] = await Promise.all([shelf.load({ task: 'generate' }), shelf.load({ task: 'caption' })]);
    expect(first).toBe(second);
    expect(log).toEqual(['open one']);
  });

  test('takes the first pack that knows the task', async () => {
    const shelf = shelfWith(installed('one', ['generate']), installed('two'));
    expect((await shelf.load({ task: 'caption' })).id).toBe('two');
  });

  test('tries a pack that failed anew', async () => {
    failing.add('one');
    const shelf = shelfWith(installed('one'));
    await shelf.warm();
    expect((await shelf.load({ task: 'generate' })).id).toBe('one');
    expect(log).toEqual(['open one', 'open one']);
  });

  test.each([
    ['no pack is installed', [], undefined, 'pack-missing'],
    ['the named pack is not installed', [installed('one')], PackId.parse('other'), 'pack-missing'],
    ['the named pack does not know the task', [installed('one', ['caption'])], PackId.parse('one'), 'task-unsupported'],
    ['no pack knows the task', [installed('one', ['caption'])], undefined, 'task-unsupported'],
  ] as const)('says so when %s', async (_, packs, id, code) => {
    await expect(shelfWith(...packs).load({ task: 'generate', pack: id })).rejects.toMatchObject({ code });
  });
});

const bytes = packNeed(manifest).graphs;
const work = jobNeed(manifest, 2);
const wish = (id: string) => ({ task: 'generate', pack: PackId.parse(id) }) as const;

/** A machine with room for so many packs at once and one job. */
function roomFor(packs: number): () => Room {
  const open = () => log.filter((line) => line.startsWith('open')).length;
  const closed = () => log.filter((line) => line.startsWith('close')).length;
  return () => ({ free: work + (packs - open() + closed()) * bytes, packs: packs * bytes });
}

describe('several packs', () => {
  const three = ['one', 'two', 'three'].map((id) => installed(id));

  test('stay loaded while there is room; the least recently used leaves first, before the new one comes', async () => {
    room = roomFor(2);
    const shelf = shelfWith(...three);
    for (const id of ['one', 'two', 'one', 'three', 'one', 'two']) await shelf.load(wish(id));
    expect(log).toEqual(['open one', 'open two', 'close two', 'open three', 'close three', 'open two']);
  });

  test('take turns where there is room for one', async () => {
    room = roomFor(1);
    const shelf = shelfWith(...three);
    for (const id of ['one', 'two', 'one']) await shelf.load(wish(id));
    expect(log).toEqual(['open one', 'close one', 'open two', 'close two', 'open one']);
  });

  test('never hold more than there is room for, whatever is asked for', async () => {
    const ids = fc.array(fc.constantFrom('one', 'two', 'three'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ids, fc.integer({ min: 1, max: 3 }), async (asked, places) => {
        log = [];
        room = roomFor(places);
        const shelf = shelfWith(...three);
        for (const id of asked) {
          expect((await shelf.load(wish(id))).id).toBe(id);
          const held = log.reduce((sum, line) => sum + (line.startsWith('open') ? 1 : -1), 0);
          expect(held).toBeLessThanOrEqual(places);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('leave when they are not installed any more, and when the device changes', async () => {
    const shelf = shelfWith(...three);
    await shelf.load(wish('one'));
    await shelf.load(wish('two'));
    shelf.configure([installed('one'), installed('three')]);
    await shelf.load(wish('one'));
    expect(log.at(-1)).toBe('close two');
    await shelf.load(wish('one'), 'cuda');
    expect(log.slice(-2)).toEqual(['close one', 'open one']);
  });
});

describe('a pack that does not fit', () => {
  test('is refused with figures before it is opened', async () => {
    room = () => ({ free: work + bytes - 1, packs: 1e12 });
    const refused = shelfWith(installed('one')).load(wish('one'));
    await expect(refused).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/needs about \d+ MB of memory for this job; \d+ MB are free/) as string,
      hint: expect.stringContaining('Close other programs') as string,
    });
    expect(log).toEqual([]);
  });

  test('for eight pictures at once may fit for one', async () => {
    room = () => ({ free: bytes + jobNeed(manifest, 4), packs: 1e12 });
    const shelf = shelfWith(installed('one'));
    await expect(shelf.load({ ...wish('one'), candidates: 8 })).rejects.toMatchObject({ code: 'out-of-memory' });
    expect((await shelf.load({ ...wish('one'), candidates: 1 })).id).toBe('one');
  });

  test('alone within the share of waiting packs is loaded all the same', async () => {
    room = () => ({ free: 1e12, packs: bytes / 2 });
    expect((await shelfWith(installed('one')).load(wish('one'))).id).toBe('one');
  });

  test('in one piece is refused inside Electron, with what to do', async () => {
    const large = installed('large');
    const files = large.manifest.files.map((file) => ({ ...file, bytes: 2 ** 30 }));
    const open = () => Promise.reject(new Error('It must not be opened.'));
    const shelf = new PackShelf(open, () => ({ free: 1e12, packs: 1e12 }), true);
    shelf.configure([{ ...large, manifest: { ...large.manifest, files } }]);
    await expect(shelf.load(wish('large'))).rejects.toMatchObject({
      code: 'out-of-memory',
      hint: expect.stringContaining('brookesia studio') as string,
    });
  });
});
