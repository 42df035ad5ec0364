import { beforeEach, describe, expect, test } from 'vitest';
import { wrongResult } from '../../../main/engine/devices/fault';
import type { DeviceName } from '../../../main/engine/devices/device';
import { EngineService, type ServiceParts } from '../../../main/engine/service';
import type { Disposable } from '../../../main/engine/pack/pack-shelf';
import { type EngineEvent, EngineEvent as Event } from '../../../main/engine/protocol';
import type { TaskResult } from '../../../main/engine/tasks/task';
import { StudioError } from '../../../preload/contract';

const written: TaskResult = { kind: 'text', text: 'a boat', timings: { total: 1 } };
const pack: Disposable = { dispose: async () => undefined };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let events: EngineEvent[];
let loaded: (DeviceName | undefined)[];
let send: (message: unknown) => void;
beforeEach(() => {
  events = [];
  loaded = [];
});

function serve(run: ServiceParts<Disposable>['run'], devices: readonly DeviceName[] = ['cuda', 'webgpu', 'cpu']): void {
  new EngineService({
    port: {
      post: (event) => events.push(Event.parse(event)),
      onMessage: (listener) => (send = listener),
    },
    packs: {
      configure: () => undefined,
      warm: async () => undefined,
      load: async (_, device) => {
        loaded.push(device);
        return pack;
      },
    },
    retrievers: { configure: () => undefined, embed: async () => [] },
    run,
    tryDevice: async (device) => ({ kind: 'absent', detail: `no ${device}` }),
    exit: () => undefined,
  });
  send({ type: 'configure', studio: '1.0.0', packs: [], devices });
}

async function submit(): Promise<void> {
  const request = { task: 'generate', prompt: 'a boat', seed: 1, candidates: 1, settings: {} };
  send({ type: 'submit', id: 'job-0000000a', request });
  for (let turns = 0; turns < 5; turns++) await turn();
}

/** Devices that this machine does not have, of which the given ones answer with not-a-numbers. */
const brokenOn =
  (...broken: readonly string[]): ServiceParts<Disposable>['run'] =>
  async (_, __, { device }) => {
    if (broken.includes(device)) throw wrongResult('transformer', device === 'cuda' ? 'cuda' : 'webgpu', 'NaN');
    return written;
  };

const told = () =>
  events.map((event) => {
    if (event.type === 'ready') return `ready on ${event.device}`;
    return event.type === 'device-dropped' ? `dropped ${event.device}: ${event.trouble.kind}` : event.type;
  });

describe('a job on a device that gives not-a-numbers', () => {
  test('is done once more on the next one, and the studio hears which was dropped and why', async () => {
    serve(brokenOn('cuda'));
    await submit();
    expect(told()).toEqual(['ready on cuda', 'started', 'dropped cuda: wrong', 'ready on webgpu', 'finished']);
    expect(loaded).toEqual(['cuda', 'webgpu']);
  });

  test('leaves the next jobs to the next device', async () => {
    serve(brokenOn('cuda'));
    await submit();
    await submit();
    expect(loaded).toEqual(['cuda', 'webgpu', 'webgpu']);
    expect(told().filter((event) => event.startsWith('dropped'))).toHaveLength(1);
  });

  test('ends on the processor when no device is sound', async () => {
    serve(brokenOn('cuda', 'webgpu'));
    await submit();
    expect(loaded).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(told().slice(-2)).toEqual(['ready on cpu', 'finished']);
  });
});

describe('a job that fails', () => {
  test('on the processor as well is itself at fault, and the devices stay', async () => {
    serve(async () => {
      throw new StudioError({ code: 'engine-failed', message: 'It failed.' });
    });
    await submit();
    expect(told().slice(1)).toEqual(['started', 'dropped cuda: failed', 'dropped webgpu: failed', 'failed']);
    await submit();
    expect(loaded).toEqual(['cuda', 'webgpu', 'cpu', 'cuda', 'webgpu', 'cpu']);
  });

  test('for another reason is not done again', async () => {
    serve(async () => {
      throw new StudioError({ code: 'prompt-empty', message: 'The prompt is empty.' });
    });
    await submit();
    expect(loaded).toEqual(['cuda']);
    expect(told().at(-1)).toBe('failed');
  });

  test('because it was cancelled is not done again', async () => {
    serve(async (_, __, { signal }) => {
      send({ type: 'cancel', id: 'job-0000000a' });
      expect(signal.aborted).toBe(true);
      throw wrongResult('transformer', 'cuda', 'NaN');
    });
    await submit();
    expect(told().slice(1)).toEqual(['started', 'cancelled']);
  });
});

test('the recipe gets the device that the job was done on', async () => {
  const devices: string[] = [];
  serve(async (_, __, { device }) => {
    devices.push(device);
    return brokenOn('cuda')(_, __, { device } as Parameters<ServiceParts<Disposable>['run']>[2]);
  });
  await submit();
  expect(devices).toEqual(['cuda', 'webgpu']);
});

test('the same devices told again do not bring back the one that was dropped; others do', async () => {
  serve(brokenOn('cuda'));
  await submit();
  send({ type: 'configure', studio: '1.0.0', packs: [], devices: ['cuda', 'webgpu', 'cpu'] });
  expect(told().at(-1)).toBe('ready on webgpu');
  send({ type: 'configure', studio: '1.0.0', packs: [], devices: ['webgpu', 'cpu'] });
  expect(told().at(-1)).toBe('ready on webgpu');
  send({ type: 'configure', studio: '1.0.0', packs: [], devices: ['cpu'] });
  expect(told().at(-1)).toBe('ready on cpu');
});

test('a device is tried on request', async () => {
  serve(brokenOn());
  send({ type: 'try-device', device: 'coreml' });
  await turn();
  expect(events.at(-1)).toEqual({
    type: 'device-tried',
    device: 'coreml',
    outcome: { kind: 'absent', detail: 'no coreml' },
  });
});
