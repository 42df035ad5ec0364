import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ReportParts, diagnosticsReport } from '../../../main/studio/diagnostics';
import { Log } from '../../../main/studio/log';
import { type StoragePlaces, cleanStorage, listStorage } from '../../../main/studio/storage';
import { JobId, StudioError } from '../../../preload/contract';
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

async function places(): Promise<StoragePlaces> {
  const home = await temporaryFolder(onTestFinished);
  const kinds = ['gallery', 'thumbnails', 'devices', 'journals', 'logs'] as const;
  for (const kind of kinds) {
    await mkdir(join(home, kind, 'inside'), { recursive: true });
    await writeFile(join(home, kind, 'inside', 'file'), new Uint8Array(1000));
  }
  const at = (kind: (typeof kinds)[number]) => join(home, kind);
  return {
    gallery: at('gallery'),
    thumbnails: at('thumbnails'),
    devices: at('devices'),
    journals: at('journals'),
    logs: at('logs'),
  };
}

test('sizes are told, and what is cleaned is gone; unsaved work stays', async () => {
  const own = await places();
  expect(await listStorage(own)).toContainEqual({
    ...{ name: 'thumbnails', folder: own.thumbnails, bytes: 1000, files: 1, cleanable: true },
  });
  await cleanStorage(own, 'thumbnails');
  expect((await listStorage(own)).find(({ name }) => name === 'thumbnails')).toMatchObject({ bytes: 0, files: 0 });
  await expect(cleanStorage(own, 'journals')).rejects.toMatchObject({ code: 'bad-request' });
  expect((await listStorage(own)).find(({ name }) => name === 'journals')?.bytes).toBe(1000);
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
