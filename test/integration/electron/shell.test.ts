import { EventEmitter, once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IpcMainInvokeEvent } from 'electron';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readRecipe } from '../../../main/documents';
import {
  type AssetId,
  AssetView,
  FileOffer,
  Job,
  ReplyEnvelope,
  type StudioEvent,
  StudioInfo,
  ipcChannels,
  z,
} from '../../../preload/contract';
import { builtMain } from '../../support/built-studio';
import { app } from '../../support/electron/app';
import { BrowserWindow } from '../../support/electron/browser-window';
import { dialog } from '../../support/electron/dialog';
import { displays } from '../../support/electron/displays';
import { ipcMain } from '../../support/electron/ipc-main';
import { Menu } from '../../support/electron/menu';
import { powerSaveBlocker } from '../../support/electron/power-save-blocker';
import { protocol } from '../../support/electron/protocol';
import { PreventableEvent, standsFor } from '../../support/electron/seam';
import { session } from '../../support/electron/session';
import { testEnvironment } from '../../support/command-line';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

const window = { url: 'studio://app/', parent: null };

/** The bundle as built, on the stand-in for Electron without a browser. */
beforeAll(async () => {
  Object.assign(process.env, testEnvironment(tinyPack));
  await import(join(builtMain, 'electron.js'));
  await vi.waitFor(() => expect(BrowserWindow.getAllWindows()).toHaveLength(1), { timeout: 50_000 });
});

afterAll(async () => {
  const exited = once(app, 'exited');
  app.quit();
  // The window says that it has handed over, as its page does; without that it is given up after three seconds.
  const farewell = BrowserWindow.getAllWindows()[0]?.webContents.sent.at(-1)?.words[0] as StudioEvent;
  expect(farewell).toMatchObject({ type: 'window.closing' });
  expect(app.exitCode).toBeUndefined();
  if (farewell.type === 'window.closing') await ask('window.farewell', { farewell: farewell.farewell });
  await exited;
  expect([app.exitCode, BrowserWindow.getAllWindows()]).toEqual([0, []]);
  const place = await readFile(join(process.env['XDG_STATE_HOME'] ?? '', 'Brookesia', 'window.json'), 'utf8');
  expect(JSON.parse(place)).toMatchObject({ width: 1360, height: 860 });
});

async function ask(channel: string, payload: unknown, senderFrame: unknown = window): Promise<ReplyEnvelope> {
  const event = standsFor<IpcMainInvokeEvent>({ senderFrame });
  return ReplyEnvelope.parse(await ipcMain.invoke(event, ipcChannels.request, channel, payload));
}

async function valueOf<S extends z.ZodType>(schema: S, channel: string, payload: unknown): Promise<z.infer<S>> {
  const envelope = await ask(channel, payload);
  if (!envelope.ok) throw new Error(envelope.error.message);
  return schema.parse(envelope.value);
}

const load = async (url: string) => (await protocol.answer(new Request(url))) ?? Response.error();

describe('the window', () => {
  test('is sandboxed, isolated, without Node, and opens our own page', () => {
    const [opened] = BrowserWindow.getAllWindows();
    expect(opened?.webContents.getURL()).toBe('studio://app/');
    expect(opened?.options.webPreferences).toMatchObject({
      ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
      preload: join(builtMain, '..', 'preload', 'index.cjs'),
    });
    expect(app.sandboxed).toBe(true);
  });

  test('loads the built page under a strict policy, and nothing beside it', async () => {
    const page = await load('studio://app/');
    expect(page.headers.get('Content-Security-Policy')).not.toContain('unsafe');
    expect(await page.text()).toContain('<script type="module"');
    expect((await load('studio://app/..%2f..%2fpackage.json')).status).toBe(404);
  });

  test('may copy words, is granted nothing else, and reaches no network', async () => {
    const [opened] = BrowserWindow.getAllWindows();
    expect(opened && session.defaultSession.granted(opened.webContents)).toEqual(['clipboard-write']);
    const details = { id: 1, method: 'GET', referrer: '', timestamp: 0, resourceType: 'xhr' as const, uploadData: [] };
    const cancelled = (url: string) => session.defaultSession.cancels({ ...details, url });
    expect(await cancelled('https://example.org/')).toBe(true);
    expect(await cancelled('studio://app/')).toBe(false);
  });

  test('may not go elsewhere, open windows or embed pages', () => {
    const contents = Object.assign(new EventEmitter(), { open: () => ({ action: 'allow' }) });
    const setWindowOpenHandler = (handler: typeof contents.open) => (contents.open = handler);
    const setWebRTCIPHandlingPolicy = vi.fn();
    app.emit('web-contents-created', {}, Object.assign(contents, { setWindowOpenHandler, setWebRTCIPHandlingPolicy }));
    expect(setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      const event = new PreventableEvent();
      contents.emit(name, event);
      expect([name, event.defaultPrevented]).toEqual([name, true]);
    }
    expect(contents.open()).toEqual({ action: 'deny' });
  });
});

describe('requests', () => {
  test('of the window are answered', async () => {
    expect(await valueOf(StudioInfo, 'studio.info', {})).toMatchObject({ shell: 'electron' });
  });

  test.each([
    ['no frame', null],
    ['a frame inside the window', { url: 'studio://app/', parent: window }],
    ['a page of the network', { url: 'https://app/', parent: null }],
  ])('of %s are refused', async (_name, frame) => {
    expect(await ask('studio.info', {}, frame)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});

test('a sentence becomes a picture that is loaded, heard of and saved with its recipe', async () => {
  const request = { task: 'generate', pack: 'tiny', prompt: 'a red boat', seed: 7 };
  const { id } = await valueOf(z.object({ id: z.string() }), 'jobs.submit', { request });
  const asset = await vi.waitFor(() => finishedPicture(id), { timeout: 50_000, interval: 200 });
  expect((await load(`studio://app/assets/${asset}`)).headers.get('Content-Type')).toBe('image/png');
  const sent = BrowserWindow.getAllWindows().flatMap(({ webContents }) => webContents.sent);
  expect(sent.some(({ words }) => JSON.stringify(words).includes('"done"'))).toBe(true);
  expect([BrowserWindow.getAllWindows()[0]?.progress, powerSaveBlocker.holding]).toEqual([-1, 0]);

  const path = join(await temporaryFolder(onTestFinished), 'boat.png');
  dialog.answers.push(path);
  expect(await ask('pictures.save', { asset, name: 'boat' })).toMatchObject({ ok: true, value: { kind: 'saved' } });
  expect(dialog.asked.map(({ defaultPath }) => defaultPath)).toEqual([join('/pictures', 'boat.png')]);
  expect(readRecipe(await readFile(path))).toMatchObject({ prompt: 'a red boat', seed: 7 });
});

describe('on the desktop', () => {
  const heard = () => {
    const [opened] = BrowserWindow.getAllWindows();
    return (opened?.webContents.sent ?? []).map(({ words: [event] }) => event as StudioEvent);
  };

  test('the menu tells the window what was chosen', () => {
    Menu.click('Keyboard Shortcuts');
    expect(heard()).toContainEqual({ type: 'menu.chosen', command: 'help.shortcuts' });
  });

  test('a file that is opened with the studio comes to the window as a handle, once', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await writeFile(join(folder, 'boat.png'), await plainPicture());
    const event = new PreventableEvent();
    app.emit('open-file', event, join(folder, 'boat.png'));
    await vi.waitFor(() => expect(heard()).toContainEqual({ type: 'files.offered' }), { timeout: 20_000 });
    expect(event.defaultPrevented).toBe(true);
    const [offer] = (await valueOf(z.object({ offers: z.array(FileOffer) }), 'offers.take', {})).offers;
    expect(offer).toMatchObject({ kind: 'picture', name: 'boat.png' });
    await valueOf(AssetView, 'assets.offered', { offer: offer?.id });
    expect(await ask('assets.offered', { offer: offer?.id })).toMatchObject({ error: { code: 'file-missing' } });
  });

  test('a second start hands over its files and shows the window', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await writeFile(join(folder, 'boat.brookesia'), 'x');
    const [opened] = BrowserWindow.getAllWindows();
    opened?.minimize();
    app.emit('second-instance', {}, ['brookesia', '--lang=de', 'boat.brookesia', 'https://evil.example/a.png'], folder);
    const taken = async () => (await valueOf(z.object({ offers: z.array(FileOffer) }), 'offers.take', {})).offers;
    await expect
      .poll(taken, { timeout: 20_000 })
      .toEqual([expect.objectContaining({ kind: 'project', name: 'boat.brookesia' })]);
    expect(opened?.isMinimized()).toBe(false);
  });

  test('a picture is dragged out as a file of its own with its recipe', async () => {
    const bytes = await plainPicture();
    const { id } = await valueOf(AssetView, 'assets.put', { bytes: new Uint8Array(bytes) });
    expect(await ask('pictures.drag', { asset: id, name: 'boat' })).toMatchObject({ value: { started: true } });
    const file = BrowserWindow.getAllWindows()[0]?.webContents.dragged.at(-1)?.file ?? '';
    expect(basename(file)).toBe('boat.png');
    expect(await readFile(file)).toEqual(Buffer.from(bytes));
    expect(await ask('pictures.drag', { asset: id, name: '../boat' })).toMatchObject({
      error: { code: 'bad-request' },
    });
  });

  test('a window whose screen is unplugged comes to another one', () => {
    const [opened] = BrowserWindow.getAllWindows();
    displays.plug({ x: 1920, y: 0, width: 1280, height: 1000 });
    opened?.setBounds({ x: 2100, y: 50 });
    displays.unplug();
    expect(opened?.getNormalBounds().x).toBeLessThan(1920);
  });
});

async function finishedPicture(id: string): Promise<AssetId> {
  const { jobs } = await valueOf(z.object({ jobs: z.array(Job) }), 'jobs.list', {});
  const result = jobs.find((job) => job.id === id)?.result;
  if (result?.kind !== 'pictures' || result.pictures[0] === undefined) throw new Error('not finished');
  return result.pictures[0].asset;
}
