import { mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readPage, resolvePage } from '../../../main/studio/pages';
import { temporaryFolder } from '../../support/temporary-pack';

let root: string;
let outside: string;
beforeEach(async () => {
  const folder = await temporaryFolder(onTestFinished);
  [root, outside] = [join(folder, 'renderer'), join(folder, 'outside')];
  for (const place of [join(root, 'assets'), outside]) await mkdir(place, { recursive: true });
  await writeFile(join(root, 'assets', 'index.js'), 'ours');
  await writeFile(join(outside, 'index.js'), 'secret');
});

async function found() {
  const page = await resolvePage(root, '/assets/index.js');
  if (page === undefined) throw new Error('The page was not found.');
  return page;
}

test('a page is read as it was found', async () => {
  expect(Buffer.from((await readPage(await found())) ?? []).toString()).toBe('ours');
});

test('a file that became a link after it was found is not read', async () => {
  const page = await found();
  await unlink(page.path);
  await symlink(join(outside, 'index.js'), page.path);
  expect(await readPage(page)).toBeUndefined();
});

test('a folder that became a link after the page was found is not followed', async () => {
  const page = await found();
  await rename(join(root, 'assets'), join(root, 'before'));
  await symlink(outside, join(root, 'assets'), 'dir');
  expect(await readPage(page)).toBeUndefined();
});

test('a page that was removed after it was found is not there', async () => {
  const page = await found();
  await rm(page.path);
  expect(await readPage(page)).toBeUndefined();
});

test('a link that is swapped all the time never leads outside', async () => {
  const [inside, link] = [join(root, 'real'), join(root, 'assets')];
  await rename(link, inside);
  const over = new AbortController();
  const swapping = (async () => {
    for (let turn = 0; !over.signal.aborted; turn++) {
      await rm(link, { force: true });
      await symlink(turn % 2 === 0 ? inside : outside, link, 'dir');
    }
  })();
  for (let turn = 0; turn < 300; turn++) {
    const page = await resolvePage(root, '/assets/index.js');
    const bytes = page && (await readPage(page));
    expect([undefined, 'ours']).toContain(bytes && Buffer.from(bytes).toString());
  }
  over.abort();
  await swapping;
});
