import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeviceName, deviceNames, devicesOf, orderFor, parseDevice } from '../../../main/engine/devices/device';
import { DeviceFault, crashOf, troubleWith, wasKilled } from '../../../main/engine/devices/fault';
import { type DeviceOutcome, explain } from '../../../main/engine/devices/outcome';
import { deviceTable, usableDevices } from '../../../main/engine/devices/table';
import { checkNumbers, checkPicture } from '../../../main/engine/sessions/soundness';
import { StudioError } from '../../../preload/contract';

const anyMachine = fc.record({
  platform: fc.constantFrom<NodeJS.Platform>('linux', 'win32', 'darwin', 'freebsd'),
  arch: fc.constantFrom('x64', 'arm64', 'ia32'),
});
const anyWish = fc.option(fc.constantFrom(...deviceNames), { nil: undefined });
const anyOutcome: fc.Arbitrary<DeviceOutcome> = fc.oneof(
  fc.constant<DeviceOutcome>({ kind: 'works' }),
  fc.constantFrom<DeviceOutcome>(
    { kind: 'absent', detail: 'no library' },
    { kind: 'crashed', detail: 'signal SIGSEGV' },
    { kind: 'wrong', detail: 'NaN' },
  ),
);
const anyOutcomes = fc.uniqueArray(fc.tuple(fc.constantFrom(...deviceNames), anyOutcome), {
  selector: ([device]) => device,
});

describe('the order of devices', () => {
  test.each([
    ['linux', 'x64', ['cuda', 'webgpu', 'cpu']],
    ['linux', 'arm64', ['webgpu', 'cpu']],
    ['win32', 'x64', ['cuda', 'directml', 'webgpu', 'cpu']],
    ['darwin', 'arm64', ['coreml', 'webgpu', 'cpu']],
    ['freebsd', 'x64', ['cpu']],
  ] as const)('on %s %s is that of their speed', (platform, arch, order) => {
    expect(orderFor({ platform, arch })).toEqual(order);
  });

  test('has TensorRT only when it is asked for', () => {
    const machine = { platform: 'linux', arch: 'x64' } as const;
    expect(devicesOf(machine)).toContain('tensorrt');
    expect(orderFor(machine, 'tensorrt')).toEqual(['tensorrt', 'cpu']);
  });

  test('ends with the processor, names nothing twice and starts with what was asked for', () => {
    fc.assert(
      fc.property(anyMachine, anyWish, (machine, wanted) => {
        const order = orderFor(machine, wanted);
        expect(order.at(-1)).toBe('cpu');
        expect(new Set(order).size).toBe(order.length);
        if (wanted !== undefined) expect(order[0]).toBe(wanted);
      }),
    );
  });

  test.each([
    ['cuda', 'cuda'],
    [' CPU ', 'cpu'],
    ['DirectML', 'directml'],
    ['gpu', undefined],
    ['', undefined],
  ])('“%s” names %s', (word, device) => {
    expect(parseDevice(word)).toBe(device);
  });
});

describe('the devices that are used', () => {
  test('are those that work, in order, and always the processor', () => {
    fc.assert(
      fc.property(anyMachine, anyWish, anyOutcomes, (machine, wanted, outcomes) => {
        const known = new Map(outcomes);
        const order = orderFor(machine, wanted);
        const usable = usableDevices(order, known);
        expect(usable.at(-1)).toBe('cpu');
        expect(order.filter((device) => usable.includes(device))).toEqual(usable);
        for (const device of usable) if (device !== 'cpu') expect(known.get(device)).toEqual({ kind: 'works' });
      }),
    );
  });

  test('are a table with one chosen row, which works, and a reason in every other one', () => {
    fc.assert(
      fc.property(anyMachine, anyWish, anyOutcomes, (machine, wanted, outcomes) => {
        const rows = deviceTable(machine, new Map(outcomes), wanted);
        const chosen = rows.filter((row) => row.chosen);
        expect(chosen).toHaveLength(1);
        expect(chosen[0]).toMatchObject({ available: true });
        for (const row of rows) expect(row.chosen).toBe(row.why === undefined);
        expect(rows.map(({ device }) => DeviceName.parse(device))).toContain(wanted ?? 'cpu');
      }),
    );
  });

  test('explain what is not used in one line', () => {
    const rows = deviceTable(
      { platform: 'linux', arch: 'x64' },
      new Map([
        ['cuda', { kind: 'absent', detail: 'Failed to load shared library' }],
        ['tensorrt', { kind: 'works' }],
        ['webgpu', { kind: 'crashed', detail: `signal SIGSEGV\n${'x'.repeat(4000)}` }],
      ]),
    );
    expect(rows).toEqual([
      {
        device: 'cuda',
        available: false,
        chosen: false,
        why: 'is not available on this machine: Failed to load shared library',
      },
      { device: 'tensorrt', available: true, chosen: false, why: 'is used only when it is asked for' },
      { device: 'webgpu', available: false, chosen: false, why: 'crashed the process that used it: signal SIGSEGV' },
      { device: 'cpu', available: true, chosen: true },
    ]);
    expect(explain({ kind: 'failed', detail: 'x'.repeat(500) }).length).toBeLessThan(150);
  });
});

describe('a failure', () => {
  const failed = new StudioError({ code: 'engine-failed', message: 'It failed.', detail: 'no kernel' });
  const wrong = () => {
    checkNumbers(Float32Array.of(1, Number.NaN), 'transformer', 'cuda');
  };

  test('of a graph on a device speaks against the device, on the processor against nobody', () => {
    expect(troubleWith('cuda', failed)).toEqual({ kind: 'failed', detail: 'no kernel' });
    expect(troubleWith('cpu', failed)).toBeUndefined();
    expect(wrong).toThrow(DeviceFault);
  });

  test.each(['prompt-empty', 'pack-invalid', 'pack-hash-mismatch', 'out-of-memory'] as const)(
    'with the code %s was no fault of the device',
    (code) => {
      expect(troubleWith('cuda', new StudioError({ code, message: 'no' }))).toBeUndefined();
    },
  );

  test('of the process is a crash, unless someone ended it', () => {
    expect(crashOf('signal SIGSEGV')).toEqual({ kind: 'crashed', detail: 'signal SIGSEGV' });
    expect(['signal SIGKILL\nlast words', 'signal SIGTERM'].map(wasKilled)).toEqual([true, true]);
    expect(['signal SIGSEGV', 'exit code 1', 'signal SIGABRT\nsignal SIGKILL'].map(wasKilled)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('a result', () => {
  const picture = (...values: number[]) => Float32Array.of(...values);

  test.each([
    ['not-a-numbers on a device', picture(0.1, Number.NaN), 'cuda', true],
    ['not-a-numbers on the processor', picture(0.1, Number.NaN), 'cpu', true],
    ['only black on a device', picture(0, 0, 0), 'webgpu', true],
    ['one grey on a device', picture(0.5, 0.5, 0.5), 'webgpu', true],
    ['only black on the processor', picture(0, 0, 0), 'cpu', false],
    ['a dark picture on a device', picture(0, 0.01, 0), 'webgpu', false],
  ] as const)('of %s: refused %s', (_, pixels, device, refused) => {
    const check = () => {
      checkPicture(pixels, 'image decoder', device);
    };
    if (refused) expect(check).toThrow(DeviceFault);
    else expect(check).not.toThrow();
  });

  test('may hold infinities where it is logits', () => {
    expect(() => {
      checkNumbers(Float32Array.of(-Infinity, 1), 'transformer', 'cuda');
    }).not.toThrow();
  });
});
