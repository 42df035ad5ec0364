import { expect, test } from 'vitest';
import { type CaptioningView, FolderId, JobRequest, StudioError } from '../../../../preload/contract';
import { ScriptedHost } from '../support/scripted-host';
import { asset } from '../support/samples';
import { memoryStorage, openWindow, settle } from '../support/window';

const id = FolderId.parse(`folder-${'1'.repeat(16)}`);
const folder = { id, name: 'holiday', place: '/photos/holiday', photos: 3, problems: 0, missing: false };
const view = (change: Partial<CaptioningView> = {}): CaptioningView => ({
  ...{ folder: id, name: 'holiday', state: 'running', done: 1, total: 3 },
  ...{ described: 1, kept: 0, failed: 0, problems: [], table: false },
  ...change,
});
const asked = (host: ScriptedHost) => host.asked.filter(({ channel }) => channel === 'library.caption');

test('what is chosen is asked for, and chosen again the next time, but for writing over', async () => {
  const storage = memoryStorage();
  const { host, studio } = await openWindow(undefined, storage);
  studio.captioning.ask(folder);
  expect(studio.dialogs.shown).toBe('captions');
  expect(studio.captioning.kinds).toEqual(['txt']);
  studio.captioning.choose('xmp', true);
  studio.captioning.choose('txt', false);
  studio.captioning.table = true;
  studio.captioning.overwrite = true;
  await studio.captioning.start();
  const payload = { folder: id, kinds: ['xmp'], table: true, overwrite: true };
  expect(asked(host)).toEqual([{ channel: 'library.caption', payload }]);
  expect(studio.dialogs.shown).toBeUndefined();

  const next = await openWindow(undefined, storage);
  next.studio.captioning.ask(folder);
  const { kinds, table, overwrite } = next.studio.captioning;
  expect({ kinds, table, overwrite }).toEqual({ kinds: ['xmp'], table: true, overwrite: false });
});

test('nothing is asked for where nothing is to be written, while a folder is captioned, and without a pack that can', async () => {
  const { host, studio } = await openWindow();
  studio.captioning.ask(folder);
  studio.captioning.choose('txt', false);
  expect(studio.captioning.ready).toBe(false);
  studio.captioning.choose('txt', true);
  host.emit({ type: 'captioning.changed', captioning: view() });
  expect(studio.captioning.ready).toBe(false);
  await studio.captioning.start();

  const dumb = new ScriptedHost();
  dumb.packs = [];
  expect((await openWindow(dumb)).studio.captioning.able).toBe(false);
  expect(asked(host)).toEqual([]);
});

test('a refusal is told, and the dialog stays with what was chosen', async () => {
  const { host, studio } = await openWindow();
  host.answers = {
    'library.caption': () => {
      throw new StudioError({ code: 'file-unwritable', message: 'There is a file captions.csv already.' });
    },
  };
  studio.captioning.ask(folder);
  studio.captioning.table = true;
  await studio.captioning.start();
  expect(studio.notices.alerts[0]?.error.code).toBe('file-unwritable');
  expect(studio.dialogs.shown).toBe('captions');
  expect(studio.captioning.ready).toBe(true);
});

test('a window that was loaded anew finds what is under way, and what it missed while it was cut off', async () => {
  const { host, studio } = await openWindow();
  host.answers = { 'library.captioning': () => ({ captioning: view() }) };
  await studio.captioning.look();
  expect(studio.captioning.view).toEqual(view());
  host.answers = { 'library.captioning': () => ({ captioning: view({ state: 'done', done: 3 }) }) };
  host.connect(false);
  host.connect(true);
  await settle();
  expect(studio.captioning.view?.state).toBe('done');
});

test('the end is told where the library is closed', async () => {
  const { host, studio } = await openWindow();
  host.emit({ type: 'captioning.changed', captioning: view() });
  expect(studio.notices.toasts).toEqual([]);
  const captioning = view({ state: 'cancelled', described: 1, kept: 1, failed: 1 });
  host.emit({ type: 'captioning.changed', captioning });
  expect(studio.notices.toasts.map(({ text }) => text)).toEqual([
    'Captions of “holiday”: Stopped. 1 captioned, 1 left as they were, 1 failed.',
  ]);
  studio.library.open = true;
  host.emit({ type: 'captioning.changed', captioning });
  expect(studio.notices.toasts).toHaveLength(1);
});

test('its jobs are none of the window’s', async () => {
  const { host, studio } = await openWindow();
  const request = JobRequest.parse({ task: 'caption', source: asset('a'), priority: 'background' });
  await studio.session.submit(request);
  host.move({ state: 'running' });
  expect(studio.session.jobs).toEqual([]);
});
