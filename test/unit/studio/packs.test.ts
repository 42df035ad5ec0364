import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PackShelf } from '../../../main/studio/packs';
import { objectWith } from '../../support/matchers';
import { copyTinyPack, temporaryFolder, tinyPack } from '../../support/temporary-pack';

test('sound packs stay as they are', async () => {
  const shelf = new PackShelf([tinyPack]);
  expect(await shelf.verify()).toBe(false);
  expect((await shelf.list()).packs).toHaveLength(1);
});

test('a pack with a changed file becomes a problem that names the file', async () => {
  const folder = await copyTinyPack(await temporaryFolder(onTestFinished));
  const shelf = new PackShelf([folder]);
  await writeFile(join(folder, 'tokenizer.json'), 'x');
  await truncate(join(folder, 'tokenizer.json'), 20_948);
  expect((await shelf.list()).packs).toHaveLength(1);
  expect(await shelf.verify()).toBe(true);
  expect(await shelf.list()).toEqual({
    packs: [],
    problems: [{ folder, error: objectWith({ code: 'pack-hash-mismatch' }) }],
  });
});
