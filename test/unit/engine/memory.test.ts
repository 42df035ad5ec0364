import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inWords, noRoom } from '../../../main/engine/memory/errors';
import { jobNeed, keptBytes, packNeed, rowsOf } from '../../../main/engine/memory/need';
import { needsPlainNode, runsInElectron } from '../../../main/engine/memory/plain-node';
import { currentRoom, roomIn } from '../../../main/engine/memory/room';
import { launchByNeed } from '../../../main/electron/launch-by-need';
import type { PackManifest } from '../../../preload/contract';
import { FakeLauncher } from '../../support/fake-engine';
import { llamaTransformer } from '../../support/llama-pack';
import { tinyManifest } from '../../support/temporary-pack';
import { tinyPhotoManifest } from '../../support/tiny-photo';

const tiny = await tinyManifest();
const gigabyte = 1024 ** 3;

/** The tiny pack with a transformer graph of another size. */
function packOf(bytes: number, precision = 'fp32'): PackManifest {
  const [graph] = tiny.transformer.graphs;
  const file = graph?.file ?? '';
  const files = tiny.files.map((each) => (each.path === file ? { ...each, bytes } : each));
  return { ...tiny, files, transformer: { ...tiny.transformer, graphs: [{ file: 'transformer.onnx', precision }] } };
}

const installed = (manifest: PackManifest) => ({ folder: '/pack', manifest, hash: 'a', bytes: 1 });

describe('the need of a pack', () => {
  test('counts half floats as what they become', () => {
    const whole = packNeed(packOf(gigabyte)).graphs;
    expect(packNeed(packOf(gigabyte, 'fp16-storage')).graphs - whole).toBe(1.5 * gigabyte);
  });

  test('that only reads counts what it reads with', () => {
    const { graphs, largest } = packNeed(tinyPhotoManifest);
    const bytesOf = (path: string) => tinyPhotoManifest.files.find((file) => file.path === path)?.bytes ?? 0;
    const readers = ['features.onnx', 'familiar.onnx', 'regions.onnx'].reduce(
      (sum, path) => sum + 4 * bytesOf(path),
      0,
    );
    expect(graphs).toBeGreaterThan(readers + 3.5 * bytesOf('transformer.onnx'));
    expect(largest).toBeGreaterThan(bytesOf('transformer.onnx'));
    expect(jobNeed(tinyPhotoManifest, 0)).toBe(512 * 32 ** 2);
  });

  test('grows with its files and is more than they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 * gigabyte }), fc.integer({ min: 0, max: gigabyte }), (bytes, more) => {
        const { graphs, largest } = packNeed(packOf(bytes));
        expect(graphs).toBeGreaterThan(bytes);
        expect(largest).toBeGreaterThanOrEqual(bytes);
        expect(packNeed(packOf(bytes + more)).graphs).toBeGreaterThanOrEqual(graphs);
      }),
    );
  });

  test('of a job is its cache of full length and the work on a picture', () => {
    const { layers, heads, headDim, maxLength } = tiny.transformer;
    const oneRow = 2 * layers * heads * headDim * maxLength * 4;
    expect(jobNeed(tiny, 3) - jobNeed(tiny, 1)).toBe(1.5 * 2 * oneRow);
    expect(jobNeed(tiny, 0)).toBe(512 * tiny.image.outputPixels ** 2);
  });

  test('counts shared keys once, and a cache that comes back whole three times', () => {
    const { layers, kvHeads = 0, headDim, maxLength } = llamaTransformer;
    const manifest = { ...tiny, transformer: llamaTransformer };
    expect(jobNeed(manifest, 1) - jobNeed(manifest, 0)).toBe(3 * 2 * layers * kvHeads * headDim * maxLength * 4);
  });

  test('holds what was read lately: two sequences, not too much of a large pack, nothing where the cache comes back whole', () => {
    const { transformer } = tiny;
    const { layers, heads, headDim, maxLength } = transformer;
    expect(keptBytes(transformer)).toBe(2 * 2 * layers * heads * headDim * maxLength * 4);
    expect(keptBytes({ ...transformer, layers: 256, heads: 256 })).toBe(gigabyte / 4);
    expect(keptBytes(llamaTransformer)).toBe(0);
    const deeper = { ...tiny, transformer: { ...transformer, layers: 2 * layers } };
    expect(packNeed(deeper).graphs - packNeed(tiny).graphs).toBe(keptBytes(transformer));
  });

  test('has a row for each candidate and guidance stream', () => {
    expect([rowsOf(tiny, 'generate', 4), rowsOf(tiny, 'caption', 1), rowsOf(tiny, 'plan', 2)]).toEqual([8, 1, 2]);
  });
});

describe('the room for packs', () => {
  const machine = { platform: 'linux', total: 16e9, free: 9e9, limit: 0, resident: 1e8 } as const;

  test('is what is free, and a quarter of all for packs that wait', () => {
    expect(roomIn(machine)).toEqual({ free: 9e9, packs: 4e9 });
  });

  test('is what is left of a limit that was set', () => {
    expect(roomIn({ ...machine, limit: 2e9 })).toEqual({ free: 1.9e9, packs: 0.5e9 });
    expect(roomIn({ ...machine, limit: 2 ** 64 })).toEqual(roomIn(machine));
  });

  test('on macOS counts what the system would give up', () => {
    expect(roomIn({ ...machine, platform: 'darwin', free: 1e8 }).free).toBe(8e9);
  });

  test('is never negative', () => {
    const bytes = fc.nat({ max: 2 ** 50 });
    const state = fc.record({
      platform: fc.constant('linux' as const),
      total: bytes,
      free: bytes,
      limit: bytes,
      resident: bytes,
    });
    fc.assert(
      fc.property(state, (each) => {
        const { free, packs } = roomIn(each);
        expect(free).toBeGreaterThanOrEqual(0);
        expect(free).toBeLessThanOrEqual(each.free);
        expect(packs).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('on this machine is a figure', () => {
    expect(currentRoom().free).toBeGreaterThan(0);
  });
});

test('a refusal says how much is needed and how much there is', () => {
  const error = noRoom(tiny, 3.24e9, 512e6);
  expect(error.message).toBe(
    'The model pack “Tiny test pack” needs about 3.2 GB of memory for this job; 512 MB are free.',
  );
  expect(error.hint).toBeTruthy();
  expect(inWords(1)).toBe('1 MB');
});

describe('a plain Node engine', () => {
  test('is needed from a gigabyte in one piece on', () => {
    expect([packOf(gigabyte / 2 - 1), packOf(gigabyte / 2), tiny].map(needsPlainNode)).toEqual([false, true, false]);
  });

  test('is started for such a pack, where there is one', () => {
    const [inside, plain] = [new FakeLauncher(), new FakeLauncher()];
    const launcher = launchByNeed(inside, plain);
    launcher.launch([installed(tiny)]);
    launcher.launch([installed(tiny), installed(packOf(gigabyte))]);
    launchByNeed(inside, undefined).launch([installed(packOf(gigabyte))]);
    expect([inside.engines.length, plain.engines.length]).toEqual([2, 1]);
  });

  test('is what these tests run in', () => {
    expect(runsInElectron()).toBe(false);
    expect(runsInElectron({ electron: '45.4.1' })).toBe(true);
  });
});
