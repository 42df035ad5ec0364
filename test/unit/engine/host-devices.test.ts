import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { usableDevices } from '../../../main/engine/devices/table';
import type { DeviceName } from '../../../main/engine/devices/device';
import type { DeviceTrouble } from '../../../main/engine/devices/outcome';
import { EngineHost } from '../../../main/engine/host';
import type { Devices } from '../../../main/engine/host/ports';
import { JobRequest } from '../../../preload/contract';
import { FakeLauncher } from '../../support/fake-engine';
import { MemoryPictures } from '../../support/memory-pictures';

/** A machine with a graphics card. */
class TwoDevices implements Devices {
  readonly dropped: [DeviceName, DeviceTrouble['kind']][] = [];
  readonly settled: boolean[] = [];
  readonly notice = undefined;

  get usable(): readonly DeviceName[] {
    const gone = this.dropped.some(([device]) => device === 'cuda');
    return usableDevices(['cuda', 'cpu'], gone ? new Map() : new Map([['cuda', { kind: 'works' }]]));
  }

  drop(device: DeviceName, { kind }: DeviceTrouble): DeviceName | undefined {
    if (this.usable[0] !== device || device === 'cpu') return undefined;
    this.dropped.push([device, kind]);
    return 'cpu';
  }

  settle(done: boolean): void {
    this.settled.push(done);
  }
}

let launcher: FakeLauncher;
let devices: TwoDevices;
let host: EngineHost;

beforeEach(() => {
  vi.useFakeTimers();
  launcher = new FakeLauncher();
  devices = new TwoDevices();
  const emit = () => undefined;
  host = new EngineHost({ launcher, pictures: new MemoryPictures(), emit, version: '9.9.9', devices });
  host.start([]);
  launcher.last.say({ type: 'ready', device: 'cuda' });
});
afterEach(() => {
  vi.useRealTimers();
});

async function runningJob() {
  const id = await host.submit(JobRequest.parse({ task: 'generate', prompt: 'a boat', seed: 1 }));
  launcher.last.say({ type: 'started', id });
  return id;
}
const job = () => host.jobs()[0];

test('an engine is told the devices it may use, best first', () => {
  expect(launcher.last.commands[0]).toMatchObject({ type: 'configure', devices: ['cuda', 'cpu'] });
});

describe('an engine that crashes on a device', () => {
  test('gives its job to the next engine, which goes without that device', async () => {
    const id = await runningJob();
    launcher.last.die('signal SIGSEGV');
    expect(job()).toMatchObject({ state: 'queued' });
    expect(devices.dropped).toEqual([['cuda', 'crashed']]);
    vi.advanceTimersByTime(200);
    expect(launcher.last.commands[0]).toMatchObject({ devices: ['cpu'] });
    expect(launcher.last.submitted()).toEqual([id]);
    const result = { kind: 'text', text: 'a boat', timings: { total: 1 } } as const;
    launcher.last.say({ type: 'finished', id, result });
    expect([job()?.state, devices.settled]).toEqual(['done', [true]]);
  });

  test('and then on the processor fails the job: it was not the device', async () => {
    const id = await runningJob();
    launcher.last.die('signal SIGSEGV');
    vi.advanceTimersByTime(200);
    launcher.last.say({ type: 'started', id });
    launcher.last.die('signal SIGSEGV');
    expect(job()).toMatchObject({ state: 'failed', error: { code: 'engine-died' } });
    expect(devices.settled).toEqual([false]);
  });

  test('without a job goes without that device from then on', () => {
    launcher.last.die('exit code 139');
    vi.advanceTimersByTime(200);
    expect(launcher.last.commands[0]).toMatchObject({ devices: ['cpu'] });
  });

  test('does not bring back a job that was being cancelled', async () => {
    host.cancel(await runningJob());
    launcher.last.die('signal SIGSEGV');
    expect(job()).toMatchObject({ state: 'cancelled' });
  });
});

test('an engine that was ended from outside says nothing against its device', async () => {
  await runningJob();
  launcher.last.die('signal SIGKILL');
  expect(job()).toMatchObject({ state: 'failed', error: { code: 'engine-died' } });
  expect(devices.dropped).toEqual([]);
});

test('a device that the engine dropped stays out', () => {
  launcher.last.say({ type: 'device-dropped', device: 'cuda', trouble: { kind: 'wrong', detail: 'NaN' } });
  launcher.last.say({ type: 'ready', device: 'cpu' });
  expect(devices.dropped).toEqual([['cuda', 'wrong']]);
  expect(host.view().device).toBe('cpu');
});

test('a failure that has nothing to do with computing settles nothing', async () => {
  const id = await runningJob();
  launcher.last.say({ type: 'failed', id, error: { code: 'prompt-empty', message: 'The prompt is empty.' } });
  expect(devices.settled).toEqual([]);
});

test('a job that comes before the host is started waits for the engine and its packs', async () => {
  const early = new EngineHost({ launcher, pictures: new MemoryPictures(), emit: () => undefined, version: '1' });
  const engines = launcher.engines.length;
  const id = await early.submit(JobRequest.parse({ task: 'generate', prompt: 'a boat', seed: 1 }));
  expect(launcher.engines).toHaveLength(engines);
  early.start([]);
  expect(launcher.last.submitted()).toEqual([id]);
});
