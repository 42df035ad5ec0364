import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssetStore, type Picture, exportPng, importPicture, readRecipe } from '../../../main/documents';
import { AssetId } from '../../../preload/contract';
import { plainPicture, recipe } from '../../support/pictures';
import { anyText, objectWith } from '../../support/matchers';

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

test('whatever happens, the bytes are counted right and no kept picture is lost', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('keep', 'preview', 'drop', 'get'), fc.nat(12)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (list) => {
      const store = new AssetStore(50);
      const ids: AssetId[] = [];
      const kept = new Set<AssetId>();
      for (const [step, size] of list) {
        const id = ids[size % (ids.length || 1)];
        if (step === 'get' && id !== undefined) store.get(id);
        else if (step === 'drop' && id !== undefined) {
          store.drop(id);
          kept.delete(id);
        } else if (step === 'keep' || step === 'preview') {
          const added = store.put(picture(size), step);
          ids.push(added);
          if (step === 'keep') kept.add(added);
        }
      }
      expect([...kept].every((id) => store.has(id))).toBe(true);
      expect(store.bytes).toBe([...new Set(ids)].reduce((sum, id) => sum + (store.get(id)?.bytes.length ?? 0), 0));
    }),
  );
});

test('a picture that is not there is an error with a way on', () => {
  const gone = AssetId.parse('0'.repeat(32));
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
