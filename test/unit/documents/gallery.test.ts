import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Gallery } from '../../../main/documents';
import { recipe } from '../../support/pictures';
import { drawnPicture } from '../../support/sample-project';
import { temporaryFolder } from '../../support/temporary-pack';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

const open = () => new Gallery({ pictures: join(folder, 'gallery'), thumbnails: join(folder, 'thumbnails') });
const all = { words: '', offset: 0, limit: 60 };
const made = async (width: number, prompt: string) => ({
  ...(await drawnPicture(width)),
  recipe: { ...recipe, prompt },
});

async function filled(): Promise<Gallery> {
  const gallery = open();
  await gallery.keep(await made(3, 'a red boat at sunset'), 1000);
  await gallery.keep(await made(4, 'a blue house'), 2000);
  await gallery.keep(await made(5, 'a Red house'), 3000);
  return gallery;
}

const prompts = async (gallery: Gallery, search = all) =>
  (await gallery.search(search)).entries.map((entry) => entry.recipe.prompt);

test('pictures are found by the words of their sentence, the newest first', async () => {
  const gallery = await filled();
  expect(await prompts(gallery)).toEqual(['a Red house', 'a blue house', 'a red boat at sunset']);
  expect(await prompts(gallery, { ...all, words: ' RED  house' })).toEqual(['a Red house']);
  expect(await gallery.search({ words: '', offset: 1, limit: 1 })).toMatchObject({
    total: 3,
    entries: [{ made: 2000 }],
  });
});

test('the next run finds them all, also when the list is lost or cut off', async () => {
  const before = await (await filled()).search(all);
  expect(await open().search(all)).toEqual(before);
  await truncate(join(folder, 'gallery', 'list.jsonl'), 700);
  expect((await open().search(all)).total).toBe(3);
  await rm(join(folder, 'gallery', 'list.jsonl'));
  expect((await open().search(all)).entries.map((entry) => entry.recipe.prompt).sort()).toEqual(
    before.entries.map((entry) => entry.recipe.prompt).sort(),
  );
});

test('the same picture is kept once; one without a recipe is not made here', async () => {
  const gallery = await filled();
  await gallery.keep(await made(4, 'a blue house'), 9000);
  await gallery.keep({ ...(await drawnPicture(9)), recipe: undefined });
  expect((await gallery.search(all)).total).toBe(3);
});

test('a picture comes back with its recipe, and has a thumbnail', async () => {
  const gallery = open();
  await gallery.keep(await made(640, 'a wide boat'));
  const [entry] = (await gallery.search(all)).entries;
  if (entry === undefined) throw new Error('nothing was kept');
  expect(await gallery.picture(entry.id)).toMatchObject({ width: 640, recipe: { prompt: 'a wide boat' } });
  for (const thumbnail of [await gallery.thumbnail(entry.id), await open().thumbnail(entry.id)])
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 192 });
});

test('a picture that was changed by someone else is not shown as the one it was', async () => {
  const gallery = await filled();
  const [entry] = (await gallery.search(all)).entries;
  if (entry === undefined) throw new Error('nothing was kept');
  await writeFile(join(folder, 'gallery', `${entry.id}.png`), 'no picture');
  expect(await gallery.picture(entry.id)).toBeUndefined();
  expect(await gallery.thumbnail(entry.id)).toBeUndefined();
});

test('what is cleaned away is gone from the disk', async () => {
  const gallery = await filled();
  const { entries } = await gallery.search(all);
  await gallery.thumbnail(entries[0]?.id ?? ('' as never));
  await gallery.remove(entries.slice(0, 1).map(({ id }) => id));
  expect(await prompts(open())).toEqual(['a blue house', 'a red boat at sunset']);
  await gallery.remove();
  expect((await open().search(all)).total).toBe(0);
  expect(await readdir(join(folder, 'gallery'))).toEqual(['list.jsonl']);
  expect(await readdir(join(folder, 'thumbnails'))).toEqual([]);
});
