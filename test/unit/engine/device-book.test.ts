import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DeviceBook } from '../../../main/engine/devices';
import type { DeviceName } from '../../../main/engine/devices/device';
import type { DeviceOutcome } from '../../../main/engine/devices/outcome';
import { RememberedDevices } from '../../../main/engine/devices/remembered';
import type { EngineLauncher } from '../../../main/engine/host';
import { FakeEngine } from '../../support/fake-engine';
import { temporaryFolder } from '../../support/temporary-pack';

type Behaviour = DeviceOutcome | 'dies' | 'is silent';

/** Graphics cards that this machine does not have: each trial process answers, dies or is silent as it was told. */
class FakeDevices implements EngineLauncher {
  readonly tried: DeviceName[] = [];
  readonly #behaviours: Partial<Record<DeviceName, Behaviour>>;

  constructor(behaviours: Partial<Record<DeviceName, Behaviour>>) {
    this.#behaviours = behaviours;
  }

  launch(): FakeEngine {
    const engine = new FakeEngine();
    const post = engine.post.bind(engine);
    engine.post = (message) => {
      post(message);
      const command = engine.commands.at(-1);
      if (command?.type !== 'try-device') return;
      this.tried.push(command.device);
      queueMicrotask(() => {
        this.#behave(engine, command.device);
      });
    };
    return engine;
  }

  #behave(engine: FakeEngine, device: DeviceName): void {
    const behaviour = this.#behaviours[device] ?? { kind: 'absent', detail: 'no library' };
    if (behaviour === 'dies') engine.die('signal SIGSEGV');
    else if (behaviour !== 'is silent') engine.say({ type: 'device-tried', device, outcome: behaviour });
  }
}

let file: string;
beforeEach(async () => {
  file = join(await temporaryFolder(onTestFinished), 'cache', 'devices.json');
});

const works: DeviceOutcome = { kind: 'works' };
const wrong: DeviceOutcome = { kind: 'wrong', detail: 'NaN' };

function bookOf(behaviours: Partial<Record<DeviceName, Behaviour>>, wanted?: string) {
  const launcher = new FakeDevices(behaviours);
  return { launcher, book: new DeviceBook({ launcher, file, wanted, machine: { platform: 'linux', arch: 'x64' } }) };
}

describe('a survey', () => {
  test('tries the devices of the platform and keeps what works', async () => {
    const { book, launcher } = bookOf({ webgpu: works });
    expect(book.usable).toEqual(['cpu']);
    await book.survey();
    expect(launcher.tried).toEqual(['cuda', 'webgpu']);
    expect(book.usable).toEqual(['webgpu', 'cpu']);
    expect(book.notice).toBeUndefined();
  });

  test('is remembered by the next run', async () => {
    await bookOf({ cuda: works, webgpu: 'dies' }).book.survey();
    const { book, launcher } = bookOf({});
    await book.survey();
    expect(launcher.tried).toEqual([]);
    expect(book.usable).toEqual(['cuda', 'cpu']);
    const [row] = (await book.table()).filter(({ device }) => device === 'webgpu');
    expect(row?.why).toBe('crashed the process that used it: signal SIGSEGV');
  });

  test('of the processor alone tries and writes nothing', async () => {
    const { book, launcher } = bookOf({ cuda: works }, 'cpu');
    await book.survey();
    expect(launcher.tried).toEqual([]);
    expect(book.usable).toEqual(['cpu']);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('says when the device that was asked for cannot be had', async () => {
    const { book } = bookOf({ webgpu: works }, 'cuda');
    await book.survey();
    expect(book.usable).toEqual(['cpu']);
    expect(book.notice).toMatchObject({
      code: 'device-unavailable',
      message:
        'The device “cuda” was asked for, but it is not available on this machine. Work goes on with the processor (CPU).',
    });
  });

  test('says when the device that was asked for does not exist, and takes the best one', async () => {
    const { book } = bookOf({ cuda: works }, 'gpu');
    await book.survey();
    expect(book.usable).toEqual(['cuda', 'cpu']);
    expect(book.notice?.message).toContain('There is no device “gpu”.');
  });

  test('that is called off leaves no trace', async () => {
    const { book } = bookOf({ cuda: 'is silent' });
    const survey = book.survey();
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('trying');
    book.stop();
    await survey;
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ results: {} });
    expect(book.usable).toEqual(['cpu']);
  });

  test('goes on where the file cannot be written or makes no sense', async () => {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '{"format": 1, "key": 7');
    const { book } = bookOf({ cuda: works });
    await book.survey();
    expect(book.usable).toEqual(['cuda', 'cpu']);
    const launcher = new FakeDevices({ cuda: works });
    const elsewhere = new DeviceBook({ launcher, file: join(file, 'devices.json') });
    await expect(elsewhere.survey()).resolves.toBeUndefined();
  });
});

test('the table tries every device, and anew when it is told to', async () => {
  await bookOf({ cuda: 'dies' }).book.survey();
  const { book, launcher } = bookOf({ cuda: works, tensorrt: works, cpu: works });
  expect((await book.table(true)).map(({ device, chosen }) => [device, chosen])).toEqual([
    ['cuda', true],
    ['tensorrt', false],
    ['webgpu', false],
    ['cpu', false],
  ]);
  expect(launcher.tried).toEqual(['cuda', 'webgpu', 'cpu', 'tensorrt']);
});

describe('a device that is dropped', () => {
  test('is out, with a notice in plain words', async () => {
    const { book } = bookOf({ cuda: works, webgpu: works });
    await book.survey();
    expect(book.drop('cuda', wrong)).toBe('webgpu');
    expect(book.usable).toEqual(['webgpu', 'cpu']);
    expect(book.notice?.message).toBe(
      'The studio stopped using the NVIDIA graphics card (CUDA): it gave wrong results. Work goes on with the graphics card (WebGPU).',
    );
  });

  test('stays out in later runs when the next one did the job', async () => {
    const { book } = bookOf({ cuda: works });
    await book.survey();
    book.drop('cuda', wrong);
    book.settle(true);
    await expect.poll(() => readFile(file, 'utf8')).toContain('NaN');
    const later = bookOf({ cuda: works });
    await later.book.survey();
    expect(later.book.usable).toEqual(['cpu']);
  });

  test('for want of memory is tried again in the next run', async () => {
    const { book } = bookOf({ cuda: works });
    await book.survey();
    book.drop('cuda', { kind: 'out-of-memory', detail: 'CUDA out of memory' });
    book.settle(true);
    const later = bookOf({});
    await later.book.survey();
    expect([book.usable, later.book.usable]).toEqual([['cpu'], ['cuda', 'cpu']]);
  });

  test('comes back when the next one failed as well', async () => {
    const { book } = bookOf({ cuda: works });
    await book.survey();
    book.drop('cuda', wrong);
    book.settle(false);
    expect(book.usable).toEqual(['cuda', 'cpu']);
    expect(book.notice).toBeUndefined();
  });

  test('is never the processor, and never one that is not in use', async () => {
    const { book } = bookOf({});
    await book.survey();
    expect([book.drop('cpu', wrong), book.drop('cuda', wrong)]).toEqual([undefined, undefined]);
    expect(book.usable).toEqual(['cpu']);
  });
});

describe('what is remembered', () => {
  test('of a trial that never returned is a crash', async () => {
    await new RememberedDevices(file, 'key').begin('cuda');
    const found = await new RememberedDevices(file, 'key').read();
    expect(found.get('cuda')).toMatchObject({ kind: 'crashed' });
  });

  test('counts for the same runtime and driver only', async () => {
    await new RememberedDevices(file, 'one').note('cuda', works);
    expect([...(await new RememberedDevices(file, 'one').read())]).toEqual([['cuda', works]]);
    expect([...(await new RememberedDevices(file, 'other').read())]).toEqual([]);
  });

  test('by two studios at once is not lost', async () => {
    const [one, other] = [new RememberedDevices(file, 'key'), new RememberedDevices(file, 'key')];
    await one.note('cuda', works);
    await other.note('webgpu', wrong);
    await one.forget('tensorrt');
    expect(Object.fromEntries(await one.read())).toEqual({ cuda: works, webgpu: wrong });
  });

  test('holds no date and no path', async () => {
    await new RememberedDevices(file, 'key').note('cuda', works);
    const text = await readFile(file, 'utf8');
    expect(JSON.parse(text)).toEqual({ format: 1, key: 'key', results: { cuda: { kind: 'works' } } });
  });
});
