import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeNewFile } from '../../../main/documents/new-file';
import { temporaryFolder } from '../../support/temporary-pack';

const bytes = Uint8Array.of(1, 2, 3);

test('a file that is there already stays, and the new one gets a number', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await writeFile(join(folder, 'boat.png'), 'mine');
  expect(await writeNewFile(folder, 'boat.png', bytes)).toBe('boat (2).png');
  expect(await writeNewFile(folder, 'boat.png', bytes)).toBe('boat (3).png');
  expect(await writeNewFile(folder, 'duck.png', bytes)).toBe('duck.png');
  expect(await readFile(join(folder, 'boat.png'), 'utf8')).toBe('mine');
  expect(new Uint8Array(await readFile(join(folder, 'boat (2).png')))).toEqual(bytes);
});

test('several at once never share a name', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const names = await Promise.all(Array.from({ length: 8 }, () => writeNewFile(folder, 'boat.png', bytes)));
  expect(new Set(names).size).toBe(8);
  expect((await readdir(folder)).sort()).toEqual([...names].sort());
});

test('where nothing can be written it is said, and nothing is left', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await expect(writeNewFile(join(folder, 'gone'), 'boat.png', bytes)).rejects.toMatchObject({ code: 'file-missing' });
  if (process.getuid?.() !== 0) {
    await chmod(folder, 0o500);
    await expect(writeNewFile(folder, 'boat.png', bytes)).rejects.toMatchObject({ code: 'file-unwritable' });
    await chmod(folder, 0o700);
  }
  expect(await readdir(folder)).toEqual([]);
});
