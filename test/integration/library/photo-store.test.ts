import { connect } from '@lancedb/lancedb';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Photo, photoIdOf } from '../../../main/library/photo';
import { PhotoStore } from '../../../main/library/store';
import { FolderId } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

const folder = FolderId.parse('folder-0123456789abcdef');
const space = { key: 'aa', dimension: 4 };
let place: string;

beforeEach(async () => {
  place = await temporaryFolder(onTestFinished);
});

function photo(name: string, more: Partial<Photo> = {}): Photo {
  const path = `/photos/${name}`;
  return {
    ...{ id: photoIdOf(path), path, folder, name, content: `content of ${name}`, bytes: 10, modified: 5, taken: 100 },
    ...{ width: 40, height: 30, format: 'jpeg', kind: 'photo', caption: null, prompt: null, print: '00' },
    ...more,
  };
}

const unit = (...values: number[]) => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

async function openStore() {
  const store = await PhotoStore.open(place);
  await store.use(space);
  return store;
}

describe('the store of photos', () => {
  test('keeps photos with their vectors over a restart', async () => {
    const vector = unit(1, 2, 3, 4);
    const before = await openStore();
    await before.put([{ photo: photo('a.jpg', { caption: "it's a boat" }), vector }]);
    before.close();
    const store = await openStore();
    expect(await store.byId(photoIdOf('/photos/a.jpg'))).toEqual({
      photo: photo('a.jpg', { caption: "it's a boat" }),
      vector,
    });
  });

  test('a path is there once, however often it is put', async () => {
    const store = await openStore();
    await store.put([{ photo: photo('a.jpg'), vector: undefined }]);
    await store.put([{ photo: photo('a.jpg', { bytes: 11 }), vector: unit(1, 0, 0, 0) }]);
    const { photos, total } = await store.page({}, 0, 10);
    expect({ total, bytes: photos.map(({ bytes }) => bytes) }).toEqual({ total: 1, bytes: [11] });
  });

  test('the nearest come in the order of their inner product, and those without a vector not at all', async () => {
    const store = await openStore();
    const vectors = { 'far.jpg': unit(0, 0, 1, 0), 'near.jpg': unit(1, 0.1, 0, 0), 'mid.jpg': unit(1, 1, 0, 0) };
    await store.put(Object.entries(vectors).map(([name, vector]) => ({ photo: photo(name), vector })));
    await store.put([{ photo: photo('unseen.jpg'), vector: undefined }]);
    const hits = await store.nearest(unit(1, 0, 0, 0), {}, 10);
    expect(hits.map(({ photo: { name } }) => name)).toEqual(['near.jpg', 'mid.jpg', 'far.jpg']);
    expect(hits.map(({ score }) => score)).toEqual([
      expect.closeTo(1 / Math.hypot(1, 0.1), 5),
      expect.closeTo(Math.SQRT1_2, 5),
      expect.closeTo(0, 5),
    ]);
    expect((await store.unseen(10)).map(({ name }) => name)).toEqual(['unseen.jpg']);
  });

  test('filters by folder, date, size, kind and caption', async () => {
    const store = await openStore();
    await store.put(
      [
        photo('old.jpg', { taken: 50 }),
        photo('big.jpg', { width: 30, height: 4000, taken: 200 }),
        photo('made.png', { kind: 'generated', caption: 'a boat', prompt: 'boat', taken: 300 }),
      ].map((each) => ({ photo: each, vector: undefined })),
    );
    const names = async (filter: Parameters<PhotoStore['page']>[0]) =>
      (await store.page(filter, 0, 10)).photos.map(({ name }) => name);
    expect(await names({})).toEqual(['made.png', 'big.jpg', 'old.jpg']);
    expect(await names({ from: 100, until: 300 })).toEqual(['big.jpg']);
    expect(await names({ minimumSide: 1000 })).toEqual(['big.jpg']);
    expect(await names({ kind: 'generated' })).toEqual(['made.png']);
    expect(await names({ captioned: false })).toEqual(['big.jpg', 'old.jpg']);
    expect(await names({ folders: [] })).toEqual([]);
    expect(await names({ folders: [folder] })).toHaveLength(3);
  });

  test('finds words in names, captions and prompts, letter for letter', async () => {
    const store = await openStore();
    const named = [
      photo('Boat 1.jpg'),
      photo('b.jpg', { caption: 'a red BOAT' }),
      photo('c.jpg', { prompt: "100% it's" }),
    ];
    await store.put(named.map((each) => ({ photo: each, vector: undefined })));
    const names = async (...words: string[]) => (await store.saying(words, {}, 10)).map(({ photo: { name } }) => name);
    expect((await names('boat')).sort()).toEqual(['Boat 1.jpg', 'b.jpg']);
    expect(await names('boat', 'red')).toEqual(['b.jpg']);
    expect(await names("100% it's")).toEqual(['c.jpg']);
    expect(await names('b_at')).toEqual([]);
  });

  test('a file that went bad is a problem and no photo, and the other way round', async () => {
    const store = await openStore();
    const { path, bytes, modified } = photo('a.jpg');
    await store.put([{ photo: photo('a.jpg'), vector: undefined }]);
    await store.putProblems([{ path, folder, bytes, modified, reason: 'damaged', message: 'It ends too early.' }]);
    expect(await store.knownIn(folder)).toMatchObject({ photos: [], problems: [{ reason: 'damaged' }] });
    await store.put([{ photo: photo('a.jpg'), vector: undefined }]);
    expect(await store.knownIn(folder)).toMatchObject({ photos: [{ name: 'a.jpg' }], problems: [] });
  });

  test('removing a folder leaves the others', async () => {
    const store = await openStore();
    const other = FolderId.parse('folder-ffffffffffffffff');
    await store.put(
      [photo('a.jpg'), photo('b.jpg', { folder: other })].map((each) => ({ photo: each, vector: undefined })),
    );
    await store.removeFolder(folder);
    expect([...(await store.counts()).photos]).toEqual([[other, 1]]);
  });

  test('an index changes nothing about who is nearest, and takes in what comes later', async () => {
    const store = await openStore();
    const many = Array.from({ length: 5200 }, (_, index) => ({
      photo: photo(`${index}.jpg`),
      vector: unit(Math.sin(index), Math.cos(index * 1.3), Math.sin(index * 0.7), Math.cos(index * 2.1)),
    }));
    const query = unit(0.3, -0.2, 0.9, 0.1);
    await store.put(many);
    const exact = await store.nearest(query, {}, 10);
    await store.tidy();
    const paths = (hits: typeof exact) => hits.map(({ photo: { path } }) => path);
    expect(paths(await store.nearest(query, {}, 10))).toEqual(paths(exact));
    await store.put([{ photo: photo('late.jpg'), vector: query }]);
    expect(paths(await store.nearest(query, {}, 1))).toEqual(['/photos/late.jpg']);
  });

  test('a store of version 1 is brought up: its photos stay and are read anew', async () => {
    await (await openStore()).put([{ photo: photo('a.jpg'), vector: undefined }]);
    const table = await (await connect(place)).openTable('photos');
    await table.dropColumns(['print', 'said', 'facts']);
    const store = await openStore();
    const { photos } = await store.knownIn(folder);
    expect(photos).toMatchObject([{ name: 'a.jpg', print: '', modified: -1 }]);
    await store.put([{ photo: photo('a.jpg', { print: 'ff' }), vector: undefined }]);
    expect((await store.knownIn(folder)).photos).toMatchObject([{ print: 'ff', modified: 5 }]);
  });

  test('a store of version 2 gets the words that are searched, and its photos need not be read again', async () => {
    const before = photo('Sea.jpg', { caption: 'A red boat', prompt: null });
    await (await openStore()).put([{ photo: before, vector: undefined }]);
    const table = await (await connect(place)).openTable('photos');
    await table.dropColumns(['said', 'facts']);
    const store = await openStore();
    expect((await store.saying(['BOAT', 'sea'], {}, 9)).map(({ photo: { name } }) => name)).toEqual(['Sea.jpg']);
    expect((await store.knownIn(folder)).photos).toMatchObject([{ modified: before.modified }]);
  });

  test('a caption that comes later is found by its words, and the vector stays', async () => {
    const store = await openStore();
    const vector = unit(1, 2, 3, 4);
    const kept = photo('a.jpg');
    await store.put([{ photo: kept, vector }]);
    await store.caption(kept.path, "it's a dog");
    await store.caption('/nowhere.jpg', 'nothing');
    expect(await store.saying(["it's"], {}, 9)).toMatchObject([{ photo: { caption: "it's a dog" }, vector }]);
    expect((await store.knownIn(folder)).photos).toHaveLength(1);
  });

  test('a store of a newer studio is left alone', async () => {
    const table = await (await connect(place)).createEmptyTable('photos', await newerSchema(), {});
    expect(table.isOpen()).toBe(true);
    await expect(PhotoStore.open(place)).rejects.toMatchObject({ code: 'library-unavailable' });
  });
});

async function newerSchema() {
  const { photoSchema } = await import('../../../main/library/store/columns');
  const schema = photoSchema();
  schema.metadata.set('brookesia.store', '99');
  return schema;
}
