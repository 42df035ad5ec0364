import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readRecipe } from '../../../main/documents';
import { type AssetId, Job, ReplyEnvelope, StudioInfo, ipcChannels, z } from '../../../preload/contract';
import { FakeWindow, builtElectron, createFakeElectron } from '../../support/fake-electron';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

const electron = vi.hoisted(() => ({ module: {} }));
vi.mock('electron', () => electron.module);

const fake = createFakeElectron();
const window = { url: 'studio://app/', parent: null };

beforeAll(async () => {
  process.env['BROOKESIA_PACKS'] = tinyPack;
  electron.module = fake.module;
  await import(builtElectron);
  await vi.waitFor(() => {
    expect(FakeWindow.all).toHaveLength(1);
  });
});

afterAll(async () => {
  const { app } = fake.module;
  const exited = once(app, 'exited');
  app.emit('will-quit', { preventDefault: () => undefined });
  await exited;
  expect(app.exitCode).toBe(0);
});

async function ask(channel: string, payload: unknown, senderFrame: unknown = window): Promise<ReplyEnvelope> {
  return ReplyEnvelope.parse(await fake.handlers.get(ipcChannels.request)?.({ senderFrame }, channel, payload));
}

async function valueOf<S extends z.ZodType>(schema: S, channel: string, payload: unknown): Promise<z.infer<S>> {
  const envelope = await ask(channel, payload);
  if (!envelope.ok) throw new Error(envelope.error.message);
  return schema.parse(envelope.value);
}

const load = async (url: string) => (await fake.loads.get('studio')?.({ method: 'GET', url })) ?? Response.error();

describe('the window', () => {
  test('is sandboxed, isolated, without Node, and opens our own page', () => {
    const [opened] = FakeWindow.all;
    expect(opened?.address).toBe('studio://app/');
    expect(opened?.options.webPreferences).toMatchObject({
      ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
      preload: join(builtElectron, '..', '..', 'preload', 'index.cjs'),
    });
    expect(fake.module.app.sandboxed).toBe(true);
  });

  test('loads the built page under a strict policy, and nothing beside it', async () => {
    const page = await load('studio://app/');
    expect(page.headers.get('Content-Security-Policy')).not.toContain('unsafe');
    expect(await page.text()).toContain('<script type="module"');
    expect((await load('studio://app/..%2f..%2fpackage.json')).status).toBe(404);
  });

  test('is granted no permission and reaches no network', () => {
    const granted: boolean[] = [];
    fake.session.permission?.(null, 'media', (yes) => granted.push(yes));
    expect([...granted, fake.session.check?.()]).toEqual([false, false]);
    const cancelled: boolean[] = [];
    for (const url of ['https://example.org/', 'studio://app/'])
      fake.session.load?.({ url }, ({ cancel }) => cancelled.push(cancel));
    expect(cancelled).toEqual([true, false]);
  });

  test('may not go elsewhere, open windows or embed pages', () => {
    const contents = Object.assign(new EventEmitter(), { open: () => ({ action: 'allow' }) });
    const setWindowOpenHandler = (handler: typeof contents.open) => (contents.open = handler);
    fake.module.app.emit('web-contents-created', {}, Object.assign(contents, { setWindowOpenHandler }));
    const prevented: string[] = [];
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      contents.emit(name, { preventDefault: () => prevented.push(name) });
    }
    expect(prevented).toHaveLength(4);
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
  expect(FakeWindow.all[0]?.sent.some(({ message }) => JSON.stringify(message).includes('"done"'))).toBe(true);

  fake.saving.path = join(await temporaryFolder(onTestFinished), 'boat.png');
  expect(await ask('pictures.save', { asset, name: 'boat' })).toMatchObject({ ok: true, value: { kind: 'saved' } });
  expect(fake.saving.asked).toEqual([join('/pictures', 'boat.png')]);
  expect(readRecipe(await readFile(fake.saving.path))).toMatchObject({ prompt: 'a red boat', seed: 7 });
});

async function finishedPicture(id: string): Promise<AssetId> {
  const { jobs } = await valueOf(z.object({ jobs: z.array(Job) }), 'jobs.list', {});
  const result = jobs.find((job) => job.id === id)?.result;
  if (result?.kind !== 'pictures' || result.pictures[0] === undefined) throw new Error('not finished');
  return result.pictures[0].asset;
}
