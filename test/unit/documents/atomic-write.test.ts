import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeFileAtomically } from '../../../main/documents';
import { temporaryFolder } from '../../support/temporary-pack';
import { anyText, textMatching, textWith } from '../../support/matchers';

const bytes = Uint8Array.of(1, 2, 3);
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

test('a new file holds the bytes, and nothing else is left in the folder', async () => {
  await writeFileAtomically(join(folder, 'boat.png'), bytes);
  expect(new Uint8Array(await readFile(join(folder, 'boat.png')))).toEqual(bytes);
  expect(await readdir(folder)).toEqual(['boat.png']);
});

test('an old file is replaced', async () => {
  await writeFile(join(folder, 'boat.png'), 'old');
  await writeFileAtomically(join(folder, 'boat.png'), bytes);
  expect(new Uint8Array(await readFile(join(folder, 'boat.png')))).toEqual(bytes);
});

test('a link stays a link, its target is replaced', async () => {
  await writeFile(join(folder, 'target.png'), 'old');
  await symlink('target.png', join(folder, 'link.png'));
  await writeFileAtomically(join(folder, 'link.png'), bytes);
  expect(new Uint8Array(await readFile(join(folder, 'target.png')))).toEqual(bytes);
});

test('a folder that does not exist is named', async () => {
  const error = {
    code: 'file-missing',
    message: textWith(join(folder, 'none')),
    hint: anyText,
  };
  await expect(writeFileAtomically(join(folder, 'none', 'boat.png'), bytes)).rejects.toMatchObject(error);
});

test.each(['/dev/null', '/proc/boat.png', 'a folder', 'a very long name'])(
  '%s cannot be written, and it is said why',
  async (name) => {
    await mkdir(join(folder, 'a folder'));
    const path = name.startsWith('/') ? name : join(folder, name === 'a very long name' ? 'x'.repeat(300) : name);
    await expect(writeFileAtomically(path, bytes)).rejects.toMatchObject({
      code: textMatching(/^file-/),
      message: textWith(path),
    });
    expect(await readdir(folder)).toEqual(['a folder']);
  },
);
