import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readPack } from '../../main/packs';
import {
  type AssetId,
  AssetView,
  type Channel,
  OfferId,
  OpenReply,
  ReplyEnvelope,
  StudioError,
  channels,
} from '../../preload/contract';
import { plainPicture, recipe } from '../support/pictures';
import { stubStudio } from '../support/stub-studio';
import { temporaryFolder, tinyPack } from '../support/temporary-pack';
import { anyText, textMatching } from '../support/matchers';

let studio: ReturnType<typeof stubStudio>;
let asset: AssetId;
beforeEach(async () => {
  const packs = [await readPack(tinyPack)];
  studio = stubStudio({ packs: () => Promise.resolve({ packs, problems: [] }) });
  asset = studio.assets.put({ bytes: await plainPicture(), mime: 'image/png', width: 8, height: 6, recipe }, 'keep');
});

const document = { version: 1, width: 8, height: 8, frame: { x: 0, y: 0, width: 8, height: 8 }, layers: [] };

/** A project that a window works on. */
async function begun(): Promise<{ project: string; turn: number }> {
  const envelope = await studio.route('project.open', { from: 'nothing', document }, undefined);
  const reply = OpenReply.parse('value' in envelope ? envelope.value : undefined);
  if (reply.kind !== 'opened') throw new Error('not opened');
  return { project: reply.project.id, turn: reply.project.turn };
}

/** A file that was opened with the studio. */
async function offered(name: string, bytes: Uint8Array): Promise<{ offer: OfferId }> {
  const path = join(await temporaryFolder(onTestFinished), name);
  await writeFile(path, bytes);
  await studio.desk.offers.offer([path], '/');
  return { offer: studio.desk.offers.take()[0]?.id ?? OfferId.parse('') };
}

async function projectBytes(): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(import.meta.dirname, '../fixtures/projects/version-1.brookesia')));
}

const pictureLayer = () => ({
  ...{ type: 'picture', id: 'picture-1', name: 'boat', visible: true, locked: false, opacity: 1 },
  ...{ rect: document.frame, asset },
});
const exported = () => ({ source: { what: 'sheet', assets: [asset] }, settings: { format: 'webp' }, name: 'boats' });

async function photoInLibrary(): Promise<string> {
  const folder = await temporaryFolder(onTestFinished);
  await writeFile(join(folder, 'boat.png'), await plainPicture());
  await studio.library.addFolder(folder);
  await studio.library.settled();
  const { photos } = await studio.library.photos({ filter: {}, offset: 0, limit: 1 });
  return photos[0]?.id ?? '';
}

const validPayloads: Record<Channel, () => unknown> = {
  'studio.info': () => ({}),
  'packs.list': () => ({}),
  'jobs.submit': () => ({ request: { task: 'generate', prompt: 'a red boat', seed: 7 } }),
  'jobs.cancel': () => ({ id: 'job-00000001' }),
  'jobs.first': () => ({ id: 'job-00000001' }),
  'jobs.list': () => ({}),
  'jobs.previewsShown': () => ({ previews: [asset] }),
  'assets.edges': () => ({ asset, side: 16 }),
  'assets.put': () => plainPicture().then((bytes) => ({ bytes: new Uint8Array(bytes) })),
  'pictures.save': () => ({ asset, name: 'boat.png' }),
  'pictures.export': () => exported(),
  'pictures.prepare': () => exported(),
  'pictures.compose': () => ({ document: { ...document, layers: [pictureLayer()] }, area: document.frame }),
  'project.open': () => ({ from: 'nothing', document }),
  'project.import': async () => ({ bytes: await projectBytes(), name: 'boat.brookesia' }),
  'project.snapshot': async () => ({ ...(await begun()), name: 'first try' }),
  'project.forget': async () => ({ ...(await begun()), snapshot: `snapshot-${'0'.repeat(16)}` }),
  'project.changes': async () => ({ ...(await begun()), change: { layers: [], order: [] } }),
  'project.save': async () => ({ ...(await begun()), name: 'boat' }),
  'project.saveAs': async () => ({ ...(await begun()), name: 'boat' }),
  'project.close': begun,
  'project.recent': () => ({}),
  'pictures.again': () => ({ recipe }),
  'gallery.search': () => ({ words: 'boat' }),
  'gallery.take': async () => {
    const picture = studio.assets.require(asset);
    await studio.gallery.keep(picture);
    const { entries } = await studio.gallery.search({ words: '', offset: 0, limit: 1 });
    return { id: entries[0]?.id };
  },
  'gallery.remove': () => ({ ids: [] }),
  'storage.list': () => ({}),
  'storage.clean': () => ({ name: 'thumbnails' }),
  'diagnostics.report': () => ({ prompts: true, pictures: true }),
  'library.view': () => ({}),
  'library.addFolder': () => ({}),
  'library.removeFolder': () => ({ folder: `folder-${'0'.repeat(16)}` }),
  'library.scan': () => ({}),
  'library.indexing': () => ({ action: 'pause' }),
  'library.caption': async () => {
    await photoInLibrary();
    onTestFinished(() => studio.captioning.stop());
    const { folders } = await studio.library.view();
    return { folder: folders[0]?.id, kinds: ['txt'], table: false, overwrite: false };
  },
  'library.captioning': () => ({ action: 'view' }),
  'library.photos': () => ({ offset: 0, limit: 100 }),
  'library.search': () => ({ words: 'a red boat' }),
  'library.references': () => ({ words: 'a red boat', most: 2 }),
  'library.problems': () => ({ offset: 0, limit: 100 }),
  'library.keep': async () => {
    await photoInLibrary();
    const { folders } = await studio.library.view();
    return { asset, folder: folders.at(-1)?.id, name: 'boat' };
  },
  'library.open': async () => ({ photo: await photoInLibrary() }),
  'project.discard': () => ({ project: `project-${'0'.repeat(16)}` }),
  'offers.take': () => ({}),
  'assets.offered': async () => offered('boat.png', await plainPicture()),
  // The stub has nobody to agree to it.
  'packs.install': () => offered('sea.brookesia-pack', new Uint8Array()),
  'pictures.drag': () => ({ asset, name: 'boat' }),
  'window.open': () => ({}),
  'window.gone': begun,
  'window.farewell': () => ({ farewell: `farewell-${'0'.repeat(16)}` }),
};

describe('every channel answers a valid request with a reply of its schema', () => {
  test.each(Object.keys(channels) as Channel[])('%s', async (channel) => {
    const envelope = await studio.route(channel, await validPayloads[channel](), undefined);
    expect(ReplyEnvelope.parse(envelope)).toMatchObject({ ok: true });
    expect(channels[channel].reply.safeParse('value' in envelope ? envelope.value : undefined).success).toBe(true);
  });

  test('caption is asked for with a picture of the store', async () => {
    await studio.route('jobs.submit', { request: { task: 'caption', source: asset } }, undefined);
    expect(studio.engine.submitted).toEqual([{ task: 'caption', source: asset, seed: 0, settings: {} }]);
  });

  test('defaults are filled in at the door', async () => {
    await studio.route('jobs.submit', validPayloads['jobs.submit'](), undefined);
    expect(studio.engine.submitted).toEqual([
      { task: 'generate', prompt: 'a red boat', seed: 7, candidates: 1, settings: {} },
    ]);
  });

  test('a picture that is put in can be asked for', async () => {
    const envelope = await studio.route('assets.put', await validPayloads['assets.put'](), undefined);
    const { id } = AssetView.parse('value' in envelope ? envelope.value : undefined);
    expect(studio.assets.has(id)).toBe(true);
  });

  test('a name without an ending gets one', async () => {
    await expect(studio.route('pictures.save', { asset, name: 'boat' }, undefined)).resolves.toEqual({
      ok: true,
      value: { kind: 'saved', path: '/pictures/boat.png' },
    });
  });
});

const sheetOf = (lost: string) => ({ ...exported(), source: { what: 'sheet', assets: [lost] } });

describe('what cannot be done is said at once', () => {
  const missing = '0'.repeat(32);
  const noProject = `project-${'0'.repeat(16)}`;
  test.each<[string, Channel, unknown, string]>([
    ['an empty prompt', 'jobs.submit', { request: { task: 'generate', prompt: ' ', seed: 7 } }, 'prompt-empty'],
    [
      '10,000 characters',
      'jobs.submit',
      { request: { task: 'generate', prompt: 'x'.repeat(10_000), seed: 7 } },
      'prompt-too-long',
    ],
    ['a caption of a lost picture', 'jobs.submit', { request: { task: 'caption', source: missing } }, 'asset-missing'],
    ['saving a lost picture', 'pictures.save', { asset: missing, name: 'a.png' }, 'asset-missing'],
    ['a lost picture on a sheet', 'pictures.prepare', sheetOf(missing), 'asset-missing'],
    ['a picture that the gallery lacks', 'gallery.take', { id: missing }, 'asset-missing'],
    ['cleaning unsaved work away', 'storage.clean', { name: 'journals' }, 'bad-request'],
    ['a file that is no picture', 'assets.put', { bytes: new Uint8Array(9) }, 'image-unreadable'],
    ['an unknown task', 'jobs.submit', { request: { task: 'dream', prompt: 'x', seed: 7 } }, 'bad-request'],
    [
      'captions of a folder that the library lacks',
      'library.caption',
      { folder: `folder-${'0'.repeat(16)}`, kinds: ['txt'], table: false, overwrite: false },
      'folder-missing',
    ],
    [
      'captions that are written nowhere',
      'library.caption',
      { folder: `folder-${'0'.repeat(16)}`, kinds: [], table: false, overwrite: false },
      'bad-request',
    ],
    [
      'a lost picture for the library',
      'library.keep',
      { asset: missing, folder: `folder-${'0'.repeat(16)}`, name: 'a.png' },
      'asset-missing',
    ],
    [
      'a picture for somewhere else',
      'library.keep',
      { asset: missing, folder: `folder-${'0'.repeat(16)}`, name: '../a.png' },
      'bad-request',
    ],
    ['a seed that is none', 'jobs.submit', { request: { task: 'generate', prompt: 'x', seed: -1 } }, 'bad-request'],
    ['a name with a folder', 'pictures.save', { asset: missing, name: '../a.png' }, 'bad-request'],
    ['a project that is not held', 'project.save', { project: noProject, turn: 1, name: 'a' }, 'project-missing'],
    ['a journal that is not there', 'project.open', { from: 'journal', project: noProject }, 'project-missing'],
    ['a recent project that is none', 'project.open', { from: 'recent', id: 'x' }, 'project-missing'],
    ['a project that is no zip', 'project.import', { bytes: new Uint8Array(9), name: 'a' }, 'project-unreadable'],
    ['a project id that is a path', 'project.discard', { project: 'project-../../x' }, 'bad-request'],
    ['a field too many', 'studio.info', { path: '/etc/passwd' }, 'bad-request'],
  ])('%s', async (_name, channel, payload, code) => {
    const envelope = await studio.route(channel, payload, undefined);
    expect(envelope).toMatchObject({ ok: false, error: { code, message: textMatching(/\.$/) } });
    expect(studio.engine.submitted).toEqual([]);
  });
});

describe('errors travel as data', () => {
  const data = {
    code: 'queue-full',
    message: 'The queue is full.',
    detail: '64 jobs',
    hint: 'Wait for one to end.',
  } as const;

  test('an error with a code arrives whole', async () => {
    const failing = stubStudio({ packs: () => Promise.reject(new StudioError(data)) });
    await expect(failing.route('packs.list', {}, undefined)).resolves.toEqual({ ok: false, error: data });
    expect(failing.reports).toEqual([]);
  });

  test('an error nobody foresaw is reported inside, and the window learns no more than that it happened', async () => {
    const failing = stubStudio({ packs: () => Promise.reject(new Error('at /home/ada/secret.ts')) });
    const envelope = await failing.route('packs.list', {}, undefined);
    expect(envelope).toMatchObject({ ok: false, error: { code: 'internal', hint: anyText } });
    expect(JSON.stringify(envelope)).not.toContain('ada');
    expect(failing.reports).toEqual([new Error('at /home/ada/secret.ts')]);
  });

  test('a reply that breaks the contract is an error, not passed on', async () => {
    const failing = stubStudio({ save: () => Promise.resolve({ kind: 'saved' } as never) });
    const id = failing.assets.put({ bytes: new Uint8Array(1), mime: 'image/png', width: 1, height: 1 }, 'keep');
    await expect(failing.route('pictures.save', { asset: id, name: 'a' }, undefined)).resolves.toMatchObject({
      error: { code: 'internal' },
    });
  });
});
