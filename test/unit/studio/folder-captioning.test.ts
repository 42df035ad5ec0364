import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { FoundFile } from '../../../main/library/photo';
import { FolderCaptioning } from '../../../main/studio/captioning';
import { type CaptioningView, FolderId, type StudioEvent, StudioError } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

const id = FolderId.parse(`folder-${'1'.repeat(16)}`);
const words = { text: 'a red boat', confidence: 0.5 };
const txt = { folder: id, kinds: ['txt' as const], table: false, overwrite: false };

let place: string;
let events: StudioEvent[];
let reports: unknown[];
let described: [string, string][];
beforeEach(async () => {
  place = await temporaryFolder(onTestFinished);
  events = [];
  reports = [];
  described = [];
  await mkdir(join(place, 'older'));
  for (const name of ['a.png', 'b.jpg', 'older/c.webp']) await writeFile(join(place, name), `photo ${name}`);
  await writeFile(join(place, 'notes.md'), 'no photo');
});

function captioning(describe: (found: FoundFile, signal: AbortSignal) => Promise<typeof words>) {
  const folder = { id, name: 'holiday', place, photos: 3, problems: 0, missing: false };
  const all = new FolderCaptioning({
    folder: (wanted) => (wanted === id ? Promise.resolve(folder) : Promise.reject(gone)),
    describe,
    described: (path, text) => described.push([path, text]),
    emit: (event) => events.push(event),
    report: (_channel, thrown) => reports.push(thrown),
  });
  onTestFinished(() => all.stop());
  return all;
}

const gone = new StudioError({ code: 'folder-missing', message: 'This folder is not in the library any more.' });
const ended = (all: FolderCaptioning): Promise<CaptioningView> =>
  vi.waitFor(() => {
    if (all.view === undefined || all.view.state === 'running') throw new Error('it has not ended');
    return all.view;
  });
const file = (...path: string[]) => readFile(join(place, ...path), 'utf8');

test('every photo gets its files and the folder its table; no photo changes', async () => {
  const all = captioning(() => Promise.resolve(words));
  await all.start({ ...txt, kinds: ['txt', 'xmp'], table: true });
  expect(await ended(all)).toEqual({
    ...{ folder: id, name: 'holiday', state: 'done', done: 3, total: 3 },
    ...{ described: 3, kept: 0, failed: 0, problems: [], table: true },
  });
  expect(await file('a.png.txt')).toBe('a red boat\n');
  expect(await file('older', 'c.webp.xmp')).toContain('a red boat');
  expect(await file('captions.csv')).toBe(
    `file,caption,confidence\r\na.png,a red boat,0.500\r\nb.jpg,a red boat,0.500\r\n${join('older', 'c.webp')},a red boat,0.500\r\n`,
  );
  for (const name of ['a.png', 'b.jpg', 'older/c.webp']) expect(await file(name)).toBe(`photo ${name}`);
  expect(events.at(-1)).toEqual({ type: 'captioning.changed', captioning: all.view });
  // What the library is told.
  expect(described).toEqual(['a.png', 'b.jpg', join('older', 'c.webp')].map((name) => [join(place, name), words.text]));
});

test('what is there stays unless it is to be written over', async () => {
  await writeFile(join(place, 'a.png.txt'), 'my own words');
  const all = captioning(() => Promise.resolve(words));
  await all.start(txt);
  expect(await ended(all)).toMatchObject({ state: 'done', described: 2, kept: 1 });
  expect(await file('a.png.txt')).toBe('my own words');
  expect(described).toHaveLength(2);
  await all.start({ ...txt, overwrite: true });
  expect(await ended(all)).toMatchObject({ state: 'done', described: 3, kept: 0 });
  expect(await file('a.png.txt')).toBe('a red boat\n');
});

test('a table that is there is not written over, and nothing begins', async () => {
  await writeFile(join(place, 'captions.csv'), 'mine');
  const all = captioning(() => Promise.resolve(words));
  await expect(all.start({ ...txt, table: true })).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(all.view).toBeUndefined();
  await all.start({ ...txt, table: true, overwrite: true });
  expect(await ended(all)).toMatchObject({ state: 'done' });
});

test.each([
  ['cannot be read', 'image-unreadable'],
  ['kills the engine', 'engine-died'],
] as const)('a photo that %s is named with the reason, and the others are done', async (_what, code) => {
  const fault = new StudioError({ code, message: 'It is damaged.' });
  const all = captioning(({ path }) => (path.endsWith('b.jpg') ? Promise.reject(fault) : Promise.resolve(words)));
  await all.start(txt);
  expect(await ended(all)).toMatchObject({
    ...{ state: 'done', done: 3, described: 2, failed: 1 },
    problems: [{ file: 'b.jpg', message: 'It is damaged.' }],
  });
  expect(await readdir(place)).not.toContain('b.jpg.txt');
});

test('without an engine it ends early and says why', async () => {
  const error = new StudioError({ code: 'engine-unavailable', message: 'The engine cannot be started.' });
  const all = captioning(() => Promise.reject(error));
  await all.start(txt);
  expect(await ended(all)).toMatchObject({ state: 'failed', done: 0, error: { code: 'engine-unavailable' } });
});

test('cancelled, it stops at once, keeps what was written and writes no table', async () => {
  let begun = 0;
  const all = captioning((_found, signal) => {
    if (begun++ === 0) return Promise.resolve(words);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))));
  });
  await all.start({ ...txt, table: true });
  await vi.waitFor(() => expect(begun).toBe(2));
  await expect(all.start(txt)).rejects.toMatchObject({
    code: 'library-busy',
    message: expect.stringMatching('holiday') as string,
  });
  all.dismiss();
  expect(all.view?.state).toBe('running');
  all.cancelIn(FolderId.parse(`folder-${'2'.repeat(16)}`));
  expect(all.view?.state).toBe('running');
  all.cancelIn(id);
  expect(await ended(all)).toMatchObject({ state: 'cancelled', described: 1, failed: 0, table: false });
  expect(await file('a.png.txt')).toBe('a red boat\n');
  expect(await readdir(place)).toEqual(['a.png', 'a.png.txt', 'b.jpg', 'notes.md', 'older']);

  all.dismiss();
  expect(all.view).toBeUndefined();
  expect(events.at(-1)).toEqual({ type: 'captioning.changed' });
});

test('of very many failures all are counted and the first are named', async () => {
  for (let index = 0; index < 210; index++) await writeFile(join(place, `photo ${1000 + index}.png`), '');
  const fault = new StudioError({ code: 'image-unreadable', message: 'It is damaged.' });
  const all = captioning(() => Promise.reject(fault));
  await all.start(txt);
  const view = await ended(all);
  expect([view.failed, view.problems.length]).toEqual([213, 200]);
});

test('a folder that the library lacks is refused, and another can be begun', async () => {
  const all = captioning(() => Promise.resolve(words));
  const other = FolderId.parse(`folder-${'2'.repeat(16)}`);
  await expect(all.start({ ...txt, folder: other })).rejects.toBe(gone);
  await all.start(txt);
  expect(await ended(all)).toMatchObject({ state: 'done' });
  expect(reports).toEqual([]);
});
