import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ReportParts, diagnosticsReport } from '../../../main/studio/diagnostics';
import { eventLog } from '../../../main/studio/event-log';
import { Log } from '../../../main/studio/log';
import { type StoragePlaces, cleanStorage, listStorage } from '../../../main/studio/storage';
import { type Job, JobId, StorageName, StudioError } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

test('the log is lines of JSON, and old files make room', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const log = new Log(folder);
  const detail = 'x'.repeat(200_000);
  for (let number = 0; number < 24; number++)
    log.error('the engine', new StudioError({ code: 'engine-died', message: `Fault ${number}.`, detail }));
  await log.settled();
  expect((await readdir(folder)).sort()).toEqual([
    'studio.1.jsonl',
    'studio.2.jsonl',
    'studio.3.jsonl',
    'studio.jsonl',
  ]);
  const lines = (await readFile(join(folder, 'studio.jsonl'), 'utf8')).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', code: 'engine-died', message: 'Fault 23.' });
  for (const name of await readdir(folder)) expect((await readFile(join(folder, name))).length).toBeLessThan(1024 ** 2);
});

test('a log that cannot be written disturbs nobody', async () => {
  const log = new Log('/dev/null/logs');
  log.info('the studio', 'started');
  await expect(log.settled()).resolves.toBeUndefined();
});

test('the errors of earlier runs are remembered, also the last words of one that crashed', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const earlier = new Log(folder);
  earlier.info('the studio', 'begun');
  earlier.error('the engine', new StudioError({ code: 'engine-died', message: 'It ended.', detail: 'signal SIGSEGV' }));
  await earlier.settled();
  earlier.lastWords('the main process', new TypeError('x is no function'));
  await appendFile(join(folder, 'studio.jsonl'), '{"time":"20');

  await new Promise((resolve) => setTimeout(resolve, 5));
  const log = new Log(folder);
  log.error('a window', new StudioError({ code: 'internal', message: 'Now.' }));
  const told = (await log.errors()).map(({ from, code, detail }) => [from, code, detail?.split('\n')[0]]);
  expect(told).toEqual([
    ['the engine', 'engine-died', 'signal SIGSEGV'],
    ['the main process', 'internal', 'TypeError: x is no function'],
    ['a window', 'internal', undefined],
  ]);
});

test('what becomes of the engine and of jobs is written down, without a word of the user', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const log = new Log(folder);
  const hear = eventLog(log);
  const engine = { restarts: 0, jobs: 0 };
  hear({ type: 'engine.changed', engine: { ...engine, state: 'starting' } });
  hear({ type: 'engine.changed', engine: { ...engine, state: 'ready', device: 'cpu' } });
  hear({ type: 'engine.changed', engine: { ...engine, jobs: 1, state: 'ready', device: 'cpu' } });
  const failed = (error: Job['error']): Job => ({
    ...job,
    id: JobId.parse(`job-0000000${error?.code.length ?? 0}`),
    state: 'failed',
    previews: [],
    error,
  });
  hear({ type: 'job.changed', job: failed({ code: 'prompt-too-long', message: 'my secret', detail: 'my secret' }) });
  const died = failed({ code: 'engine-died', message: 'It stopped.', detail: 'signal SIGKILL' });
  hear({ type: 'job.changed', job: died });
  hear({ type: 'job.changed', job: died });
  hear({ type: 'job.changed', job: { ...job, previews: [] } });
  await log.settled();
  const text = await readFile(join(folder, 'studio.jsonl'), 'utf8');
  expect(text).not.toContain('secret');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ message, code, detail }) => [message, code, detail])).toEqual([
    ['starting, 0 restarts', undefined, undefined],
    ['ready on cpu, 0 restarts', undefined, undefined],
    ['generate failed', 'prompt-too-long', undefined],
    ['generate failed', 'engine-died', 'signal SIGKILL'],
  ]);
});

async function places(): Promise<StoragePlaces> {
  const home = await temporaryFolder(onTestFinished);
  for (const kind of StorageName.options) {
    await mkdir(join(home, kind, 'inside'), { recursive: true });
    await writeFile(join(home, kind, 'inside', 'file'), new Uint8Array(1000));
  }
  const at = (kind: StorageName) => join(home, kind);
  return {
    ...{ gallery: at('gallery'), thumbnails: at('thumbnails'), photos: at('photos'), library: at('library') },
    ...{ packs: at('packs'), devices: at('devices'), journals: at('journals'), logs: at('logs') },
  };
}

test('sizes are told, and what is cleaned is gone; unsaved work, the photo index and packs stay', async () => {
  const own = await places();
  expect(await listStorage(own)).toContainEqual({
    ...{ name: 'thumbnails', folder: own.thumbnails, bytes: 1000, files: 1, cleanable: true },
  });
  await cleanStorage(own, 'thumbnails');
  expect((await listStorage(own)).find(({ name }) => name === 'thumbnails')).toMatchObject({ bytes: 0, files: 0 });
  for (const staying of ['journals', 'library', 'photos', 'packs'] as const) {
    await expect(cleanStorage(own, staying)).rejects.toMatchObject({ code: 'bad-request' });
    expect((await listStorage(own)).find(({ name }) => name === staying)).toMatchObject({
      bytes: 1000,
      cleanable: false,
    });
  }
});

const job = {
  id: JobId.parse('job-00000001'),
  request: { task: 'generate', prompt: 'my secret garden', seed: 7, candidates: 1, settings: {} },
  state: 'done',
  previews: [],
} as const;

const reportParts: ReportParts = {
  ...{ version: '0.1.0', shell: 'browser', engine: { state: 'ready', restarts: 0, jobs: 0 }, packs: [] },
  jobs: [{ ...job, previews: [] }],
  errors: [{ time: '', level: 'error', from: 'x', message: 'Broken.', detail: `at ${homedir()}/studio.js` }],
  storage: [],
  devices: '/nonexistent',
  thumbnail: () => Promise.resolve(Uint8Array.of(1, 2, 3)),
};

test('a report tells versions and errors, and no sentence, picture or home folder unless wished', async () => {
  const plain = await diagnosticsReport(reportParts, { prompts: false, pictures: false });
  expect(JSON.parse(plain)).toMatchObject({ studio: { version: '0.1.0', node: process.versions.node } });
  expect(plain).toContain('at ~/studio.js');
  expect(plain).not.toMatch(/secret|data:image/);
  expect(plain).not.toContain(homedir());
  expect(await diagnosticsReport(reportParts, { prompts: true, pictures: false })).toContain('my secret garden');
});
