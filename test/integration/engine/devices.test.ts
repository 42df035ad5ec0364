import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DeviceBook } from '../../../main/engine/devices';
import { type DeviceName, devicesOf } from '../../../main/engine/devices/device';
import { tryDevice } from '../../../main/engine/devices/try-device';
import { EngineHost, type EngineLauncher } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { trialGraph, trialInput, trialOutput } from '../../../main/engine/sessions/trial-graph';
import { tryDevice as tryHere } from '../../../main/engine/sessions/try-device';
import { readPack } from '../../../main/packs';
import { JobRequest } from '../../../preload/contract';
import { builtMain } from '../../support/built-studio';
import { MemoryPictures } from '../../support/memory-pictures';
import { residentBytes } from '../../support/processes';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

const entry = join(builtMain, 'engine.js');
const never = new AbortController().signal;
const real = nodeEngineLauncher(entry);

let file: string;
beforeEach(async () => {
  file = join(await temporaryFolder(onTestFinished), 'devices.json');
});

/** A script in the place of the engine's entry. */
async function stand(script: string): Promise<EngineLauncher> {
  const path = join(await temporaryFolder(onTestFinished), 'entry.mjs');
  await writeFile(path, script);
  return nodeEngineLauncher(path);
}

describe('a trial in a process of its own', () => {
  test('of the processor works', async () => {
    expect(await tryDevice(real, 'cpu', never)).toEqual({ kind: 'works' });
  });

  test.each(devicesOf(process).filter((device) => device !== 'cpu'))(
    'of %s works or says why not, and is no error',
    async (device) => {
      const outcome = await tryDevice(real, device, never);
      expect(outcome.kind).toMatch(/^(works|absent|slow)$/);
      if (outcome.kind !== 'works') expect(outcome.detail).not.toBe('');
    },
  );

  test.runIf(process.platform === 'linux')('of what this build does not have says that it is absent', async () => {
    expect(await tryDevice(real, 'coreml', never)).toEqual({
      kind: 'absent',
      detail: 'this build of ONNX Runtime does not know it',
    });
  });

  test('that is killed has crashed', async () => {
    const dying = await stand(`process.on('message', () => process.kill(process.pid, 'SIGKILL'));`);
    expect(await tryDevice(dying, 'cuda', never)).toMatchObject({
      kind: 'crashed',
      detail: expect.stringContaining('SIGKILL') as string,
    });
  });

  test('that aborts in native code has crashed, with its last words', async () => {
    const aborting = await stand(
      `process.on('message', () => { process.stderr.write('driver fault'); process.abort(); });`,
    );
    expect(await tryDevice(aborting, 'cuda', never)).toMatchObject({
      kind: 'crashed',
      detail: expect.stringContaining('driver fault') as string,
    });
  });

  test('that gives no answer has crashed, and is ended', async () => {
    const silent = await stand(`process.on('message', () => undefined);`);
    const outcome = await tryDevice(silent, 'cuda', never, 500);
    expect(outcome).toEqual({ kind: 'crashed', detail: 'it gave no answer in 0.5 s' });
  });

  test('that is called off rejects', async () => {
    const silent = await stand(`process.on('message', () => undefined);`);
    const calling = new AbortController();
    const trial = tryDevice(silent, 'cuda', calling.signal);
    calling.abort(new Error('no more'));
    await expect(trial).rejects.toThrow('no more');
  });
});

test('the trial graph moves each column by four, and the runtime agrees', async () => {
  const [input, output] = [trialInput(), trialOutput()];
  expect(output.length).toBe(input.length);
  expect([...output.subarray(4, 12)]).toEqual([...input.subarray(0, 8)]);
  expect(trialGraph().length).toBeGreaterThan(4 * input.length);
  expect(await tryHere('cpu')).toEqual({ kind: 'works' });
});

test('a survey of this machine finds the processor and is remembered', async () => {
  const book = new DeviceBook({ launcher: real, file });
  await book.survey();
  expect(book.usable.at(-1)).toBe('cpu');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('onnxruntime 1.');
  const launched: DeviceName[] = [];
  const counting: EngineLauncher = { launch: (packs) => (launched.push('cpu'), real.launch(packs)) };
  const next = new DeviceBook({ launcher: counting, file });
  await next.survey();
  expect([next.usable, launched]).toEqual([book.usable, []]);
});

test('a device that the engine cannot have is dropped and its job is done on the processor', async () => {
  const book = new DeviceBook({ launcher: real, file, machine: { platform: 'linux', arch: 'x64' } });
  // As on a machine whose graphics card went away after it was found to work.
  const key = await keyOf(book);
  await writeFile(file, JSON.stringify({ format: 1, key, results: { cuda: { kind: 'works' }, webgpu: absent } }));
  const later = new DeviceBook({ launcher: real, file, machine: { platform: 'linux', arch: 'x64' } });
  await later.survey();
  expect(later.usable).toEqual(['cuda', 'cpu']);
  const host = hostWith(later);
  host.start([await readPack(tinyPack)]);
  const job = await host.wait(await host.submit(drawing(1)));
  expect(job.state).toBe('done');
  if (job.result?.kind !== 'pictures') throw new Error('no pictures');
  expect(job.result.pictures[0]?.recipe.device).toBe('cpu');
  expect(host.view()).toMatchObject({ device: 'cpu', restarts: 0, error: { code: 'device-unavailable' } });
  await expect.poll(() => readFile(file, 'utf8')).toContain('"kind": "failed"');
}, 120_000);

const absent = { kind: 'absent', detail: 'not asked for' };

async function keyOf(book: DeviceBook): Promise<string> {
  await book.survey();
  return (JSON.parse(await readFile(file, 'utf8')) as { key: string }).key;
}

function hostWith(devices?: DeviceBook): EngineHost {
  const pictures = new MemoryPictures();
  const host = new EngineHost({
    launcher: real,
    pictures,
    emit: () => undefined,
    version: '0.0.0-test',
    ...(devices && { devices }),
  });
  onTestFinished(() => host.stop());
  return host;
}

const drawing = (seed: number) => JobRequest.parse({ task: 'generate', prompt: 'a red boat', seed });

test.skipIf(process.platform === 'win32')('the engine does not grow over many jobs', { timeout: 300_000 }, async () => {
  const host = hostWith();
  host.start([await readPack(tinyPack)]);
  const draw = async (jobs: number) => {
    for (let seed = 0; seed < jobs; seed++) await host.wait(await host.submit(drawing(seed)));
    return residentBytes([host.pid ?? 0]);
  };
  const before = await draw(5);
  const after = await draw(15);
  expect(after - before).toBeLessThan(40e6);
});
