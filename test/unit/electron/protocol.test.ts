import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { AssetStore, Gallery } from '../../../main/documents';
import { answerLoad } from '../../../main/electron/protocol';
import { Outbox } from '../../../main/studio/outbox';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder } from '../../support/temporary-pack';

let renderer: string;
const assets = new AssetStore();
const outbox = new Outbox();
const gallery = new Gallery({ pictures: '/nonexistent', thumbnails: '/nonexistent' });
beforeEach(async () => {
  renderer = join(await temporaryFolder(onTestFinished), 'renderer');
  await mkdir(renderer);
  await writeFile(join(renderer, 'index.html'), '<!doctype html>');
  await writeFile(join(renderer, '..', 'secret.txt'), 'secret');
});

const library = { thumbnail: async () => undefined };
const projects = { thumbnail: async (recent: string) => (recent === 'b'.repeat(16) ? Uint8Array.of(1) : undefined) };
const load = (url: string, method = 'GET') =>
  answerLoad({ renderer, assets, outbox, gallery, projects, library }, { url, method });

test('the window gets the small picture of a recent project, and nothing by another name', async () => {
  expect((await load(`studio://app/recent/${'b'.repeat(16)}`)).headers.get('Content-Type')).toBe('image/png');
  for (const name of ['c'.repeat(16), '..%2f..%2fboat.brookesia', ''])
    expect([name, (await load(`studio://app/recent/${name}`)).status]).toEqual([name, 404]);
});

test('the window gets its start page under a strict policy', async () => {
  const response = await load('studio://app/');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<!doctype html>');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
});

test('the window gets a picture by its id', async () => {
  const bytes = await plainPicture();
  const id = assets.put({ bytes, mime: 'image/png', width: 8, height: 6 }, 'keep');
  const response = await load(`studio://app/assets/${id}`);
  expect(response.headers.get('Content-Type')).toBe('image/png');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(bytes));
});

test.each([
  ['bytes=2-8', 206, 'doctype', 'bytes 2-8/15'],
  ['bytes=-5', 206, 'html>', 'bytes 10-14/15'],
  ['bytes=15-', 416, 'There is no such part.', 'bytes */15'],
  ['lines=1-2', 200, '<!doctype html>', null],
])('of the start page, %s is answered with %i', async (range, status, text, about) => {
  const headers = new Headers({ Range: range });
  const response = await answerLoad(
    { renderer, assets, outbox, gallery, projects, library },
    { url: 'studio://app/', method: 'GET', headers },
  );
  expect([response.status, await response.text()]).toEqual([status, text]);
  expect(response.headers.get('Content-Range')).toBe(about);
});

test.each([
  ['studio://app/../secret.txt', 'GET', 404],
  ['studio://app/..%2fsecret.txt', 'GET', 404],
  ['studio://app/assets/0000000000000000', 'GET', 404],
  ['studio://evil/', 'GET', 403],
  ['https://app/', 'GET', 403],
  ['studio://app/', 'POST', 405],
])('%s by %s is answered with %i', async (url, method, status) => {
  const response = await load(url, method);
  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain('secret');
});
