import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Gallery, embedRecipe, findSources, hashOf } from '../../../main/documents';
import { SourceStore } from '../../../main/documents/sources/source-store';
import { plainPicture, recipe } from '../../support/pictures';
import { drawnPicture } from '../../support/sample-project';
import { temporaryFolder } from '../../support/temporary-pack';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

test('a source is kept under its hash, once, and one that was damaged since is none', async () => {
  const store = new SourceStore(join(folder, 'sources'));
  const photo = await plainPicture('jpeg');
  await store.keep(hashOf(photo), photo);
  await store.keep(hashOf(photo), photo);
  expect(await store.read(hashOf(photo))).toEqual(new Uint8Array(photo));
  await writeFile(join(folder, 'sources', hashOf(photo)), 'something else');
  expect(await store.read(hashOf(photo))).toBeUndefined();
});

test('sources are found among files and in folders, also by what they were before a recipe was written into them', async () => {
  const [photo, drawn] = [await plainPicture('jpeg'), await plainPicture('png', 9)];
  await writeFile(join(folder, 'photo.JPG'), photo);
  await writeFile(join(folder, 'drawn.png'), embedRecipe(drawn, recipe));
  await writeFile(join(folder, 'broken.png'), 'no picture');
  await writeFile(join(folder, 'words.txt'), await plainPicture('webp'));
  const wanted = [hashOf(photo), hashOf(drawn), hashOf(await plainPicture('webp'))];
  const found = await findSources(wanted, [join(folder, 'not there'), folder]);
  expect([...found.keys()].sort()).toEqual(wanted.slice(0, 2).sort());
  expect(found.get(hashOf(drawn))).toEqual(new Uint8Array(drawn));
});

test('the gallery keeps what its pictures were made from as long as one of them is there', async () => {
  const gallery = new Gallery({ pictures: join(folder, 'gallery'), thumbnails: join(folder, 'thumbnails') });
  const [photo, mask] = [await plainPicture('jpeg'), await plainPicture('png', 3)];
  const sources = new Map([photo, mask].map((file) => [hashOf(file), file]));
  const made = { ...recipe, task: 'inpaint' as const, pictures: [hashOf(photo)] };
  await gallery.keep({ ...(await drawnPicture(4)), recipe: { ...made, marks: { mask: hashOf(mask) } } }, 1, sources);
  await gallery.keep({ ...(await drawnPicture(5)), recipe: made }, 2, new Map([[hashOf(photo), photo]]));
  const [second, first] = (await gallery.search({ words: '', offset: 0, limit: 9 })).entries;
  expect(await gallery.source(hashOf(mask))).toEqual(new Uint8Array(mask));
  await gallery.remove(first === undefined ? [] : [first.id]);
  expect(await gallery.source(hashOf(mask))).toBeUndefined();
  expect(await gallery.source(hashOf(photo))).toEqual(new Uint8Array(photo));
  await gallery.remove(second === undefined ? [] : [second.id]);
  expect(await readdir(join(folder, 'gallery', 'sources'))).toEqual([]);
  await rm(folder, { recursive: true });
  expect(await gallery.source(hashOf(photo))).toBeUndefined();
});
