import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore, Overflow, type Picture, exportPng, importPicture, readRecipe } from '../../../main/documents';
import { AssetId } from '../../../preload/contract';
import { plainPicture, recipe } from '../../support/pictures';
import { anyText, objectWith } from '../../support/matchers';
import { temporaryFolder } from '../../support/temporary-pack';

const gone = AssetId.parse('0'.repeat(32));
const picture = (bytes: number): Picture => ({ bytes: new Uint8Array(bytes), mime: 'image/png', width: 1, height: 1 });

test('a picture is found under the id it was given', () => {
  const store = new AssetStore();
  const one = picture(3);
  expect(store.get(store.put(one, 'keep'))).toMatchObject(one);
});

test('previews make room, the least recently used first', () => {
  const store = new AssetStore(30);
  const [first, second, third] = [
    store.put(picture(10), 'preview'),
    store.put(picture(10), 'preview'),
    store.put(picture(10), 'preview'),
  ];
  store.get(first);
  store.put(picture(10), 'keep');
  expect([first, second, third].map((id) => store.has(id))).toEqual([true, false, true]);
});

test('results are kept even beyond the bound, and pictures brought in are refused there', () => {
  const store = new AssetStore(30);
  const results = [store.put(picture(20), 'keep'), store.put(picture(20), 'keep')];
  expect(results.every((id) => store.has(id))).toBe(true);
  expect(() => store.admit(picture(1))).toThrow(objectWith({ code: 'too-large' }));
});

test('whatever happens, the bytes are counted right and no kept picture is lost', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const steps = fc.array(fc.tuple(fc.constantFrom('keep', 'preview', 'drop', 'get'), fc.nat(12)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (list) => {
      const store = new AssetStore(50, new Overflow(folder));
      const ids: AssetId[] = [];
      const kept = new Set<AssetId>();
      const sizes = new Map<AssetId, number>();
      for (const [step, size] of list) {
        const id = ids[size % (ids.length || 1)];
        if (step === 'get' && id !== undefined) store.get(id);
        else if (step === 'drop' && id !== undefined) {
          store.drop(id);
          kept.delete(id);
        } else if (step === 'keep' || step === 'preview') {
          const added = store.put(picture(size), step);
          ids.push(added);
          sizes.set(added, size);
          if (step === 'keep') kept.add(added);
        }
      }
      expect([...kept].every((id) => store.has(id))).toBe(true);
      expect(store.bytes).toBeLessThanOrEqual(50);
      expect([...kept].every((id) => store.get(id)?.bytes.length === sizes.get(id))).toBe(true);
    }),
  );
});

test('with a place on the disk, kept pictures move there and come back as they were', async () => {
  const shared = await temporaryFolder(onTestFinished);
  const overflow = new Overflow(shared);
  const store = new AssetStore(30, overflow);
  const filled = (value: number): Picture => ({ ...picture(10), bytes: new Uint8Array(10).fill(value) });
  const ids = Array.from({ length: 9 }, (_, value) => store.admit(filled(value)));
  expect(store.bytes).toBeLessThanOrEqual(30);
  expect(ids.map((id) => store.require(id).bytes)).toEqual(ids.map((_, value) => filled(value).bytes));
  expect(await readdir(join(shared, String(process.pid)))).toHaveLength(6);

  store.drop(ids[0] ?? gone);
  expect(await readdir(join(shared, String(process.pid)))).toHaveLength(5);
  await rm(join(shared, String(process.pid), ids[1] ?? ''));
  expect(() => store.require(ids[1] ?? gone)).toThrow(objectWith({ code: 'asset-missing' }));
  await overflow.clear();
  expect(await readdir(shared)).toEqual([]);
});

test('where the disk takes no more, pictures that are brought in are refused, and taken when it does again', async () => {
  const shared = join(await temporaryFolder(onTestFinished), 'held');
  await writeFile(shared, 'in the way');
  const store = new AssetStore(30, new Overflow(shared));
  const first = store.admit(picture(20));
  expect(() => store.admit(picture(20))).toThrow(objectWith({ code: 'too-large' }));
  expect(store.require(first).bytes).toHaveLength(20);
  await rm(shared);
  expect(store.has(store.admit(picture(20)))).toBe(true);
  expect(() => new AssetStore(30, new Overflow(shared, 10)).put(picture(40), 'keep')).not.toThrow();
});

test('what processes that were ended have left on the disk is taken away, and nothing else', async () => {
  const shared = await temporaryFolder(onTestFinished);
  for (const name of [String(process.pid), String(process.ppid), '999999999']) await mkdir(join(shared, name));
  await new Overflow(shared).tidy();
  expect((await readdir(shared)).sort()).toEqual([process.pid, process.ppid].map(String).sort());
});

test('a picture that is not there is an error with a way on', () => {
  expect(() => new AssetStore().require(gone)).toThrow(objectWith({ code: 'asset-missing', hint: anyText }));
});

test('a picture that is brought in tells its recipe, and is exported with it', async () => {
  const store = new AssetStore();
  const id = store.put({ bytes: await plainPicture(), mime: 'image/png', width: 8, height: 6, recipe }, 'keep');
  const exported = await exportPng(store, id);
  await expect(importPicture(store, exported)).resolves.toMatchObject({
    mime: 'image/png',
    width: 8,
    height: 6,
    recipe,
  });
});

test('a JPEG is exported as PNG', async () => {
  const store = new AssetStore();
  const { id } = await importPicture(store, await plainPicture('jpeg'));
  expect(readRecipe(await exportPng(store, id))).toBeUndefined();
});
