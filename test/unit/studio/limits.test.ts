import { expect, test } from 'vitest';
import { fitsInto, maximumPayloadBytes, maximumRequestBytes } from '../../../main/studio/limits';
import { maximumAssetBytes } from '../../../preload/contract';

const kibibyte = 1024;

test('only channels that carry a file take more than an ordinary request', () => {
  expect(maximumPayloadBytes('jobs.submit')).toBe(maximumRequestBytes);
  expect(maximumPayloadBytes('__proto__')).toBe(maximumRequestBytes);
  expect(maximumPayloadBytes({})).toBe(maximumRequestBytes);
  expect(maximumPayloadBytes('assets.put')).toBeGreaterThan(maximumAssetBytes);
});

test.each<[string, unknown]>([
  ['an ordinary request', { request: { task: 'generate', prompt: 'a red boat', seed: 1 } }],
  ['nothing', undefined],
  ['bytes', { bytes: new Uint8Array(900) }],
])('%s fits', (_name, payload) => {
  expect(fitsInto(kibibyte, payload)).toBe(true);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each<[string, unknown]>([
  ['a long text', { prompt: 'x'.repeat(600) }],
  ['a long name of a field', { ['x'.repeat(600)]: 1 }],
  ['many bytes', { bytes: new Uint8Array(2000) }],
  ['a small view of many bytes', { bytes: new Uint8Array(2000).subarray(0, 1) }],
  ['a list of a billion holes', new Array(1e9)],
  ['many small things', Array.from({ length: 100 }, () => ({}))],
  ['a cycle', cycle],
  ['a full map', new Map(Array.from({ length: 50 }, (_, index) => [index, index]))],
  ['a full set', new Set(Array.from({ length: 60 }, (_, index) => index))],
  ['an endless number', 2n ** 10_000n],
])('%s does not fit', (_name, payload) => {
  expect(fitsInto(kibibyte, payload)).toBe(false);
});

test('what is nested deeply is counted without running out of stack', () => {
  const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], 'x');
  expect(fitsInto(maximumRequestBytes, deep)).toBe(true);
  expect(fitsInto(kibibyte, deep)).toBe(false);
});
