import { describe, expect, test } from 'vitest';
import { emptySlot, KeyValueCache } from '../../../main/engine/sessions/cache';

const shape = { layers: 2, heads: 3, headDim: 2 };

/** A graph's `present` [layers, 2, batch, heads, count, headDim], each number telling where it belongs. */
function presentOf(batch: number, count: number, tag: number): Float32Array {
  return Float32Array.from(
    { length: shape.layers * 2 * batch * shape.heads * count * shape.headDim },
    (_, i) => tag + i,
  );
}

/** What a row's head remembers at a slot. */
function slotOf(
  cache: KeyValueCache,
  buffers: readonly Float32Array[],
  layer: number,
  row: number,
  head: number,
  slot: number,
) {
  const start = ((row * shape.heads + head) * cache.capacity + slot) * shape.headDim;
  return [...(buffers[layer]?.subarray(start, start + shape.headDim) ?? [])];
}

function usedSlots(cache: KeyValueCache, row: number): number {
  return cache.maskOf(row).filter((value) => value === 0).length;
}

describe('the cache of keys and values', () => {
  test('grows in blocks and keeps what it holds', () => {
    const cache = new KeyValueCache(shape, 2);
    expect(cache.reserve(3)).toBe(true);
    expect(cache.capacity).toBe(64);
    cache.append(1, presentOf(1, 3, 100), 1, 0, 3);
    const before = slotOf(cache, cache.values, 1, 1, 2, 2);
    expect(cache.reserve(64)).toBe(false);
    expect(cache.reserve(65)).toBe(true);
    expect(cache.capacity).toBe(128);
    expect(slotOf(cache, cache.values, 1, 1, 2, 2)).toEqual(before);
    expect([usedSlots(cache, 0), usedSlots(cache, 1)]).toEqual([0, 3]);
  });

  test('puts new slots where layer, head and length of the row say', () => {
    const cache = new KeyValueCache(shape, 2);
    cache.reserve(10);
    cache.append(0, presentOf(1, 2, 0), 1, 0, 2);
    // Keys of layer 1 start at 1 * 2 * (3 heads * 2 slots * 2); head 2, slot 1 is 10 further on; values another 12.
    expect(slotOf(cache, cache.keys, 1, 0, 2, 1)).toEqual([34, 35]);
    expect(slotOf(cache, cache.values, 1, 0, 2, 1)).toEqual([46, 47]);
  });

  test('lets rows of one batch grow from lengths of their own', () => {
    const cache = new KeyValueCache(shape, 2);
    cache.reserve(10);
    cache.append(0, presentOf(1, 4, 0), 1, 0, 4);
    cache.append(1, presentOf(1, 1, 0), 1, 0, 1);
    const step = presentOf(2, 1, 1000);
    cache.append(0, step, 2, 0, 1);
    cache.append(1, step, 2, 1, 1);
    expect([...cache.lengths]).toEqual([5, 2]);
    expect([usedSlots(cache, 0), usedSlots(cache, 1)]).toEqual([5, 2]);
    expect(slotOf(cache, cache.keys, 0, 0, 0, 4)).toEqual([1000, 1001]);
    expect(slotOf(cache, cache.keys, 0, 1, 0, 1)).toEqual([1006, 1007]);
  });

  test('forks a row into another one', () => {
    const cache = new KeyValueCache(shape, 3);
    cache.reserve(10);
    cache.append(0, presentOf(1, 4, 7), 1, 0, 4);
    cache.fork(0, 2);
    expect(cache.rowOf(cache.keys[1] ?? new Float32Array(), 2)).toEqual(
      cache.rowOf(cache.keys[1] ?? new Float32Array(), 0),
    );
    expect([usedSlots(cache, 0), usedSlots(cache, 1), usedSlots(cache, 2)]).toEqual([4, 0, 4]);
  });

  test('rewinds: what was read later is masked and overwritten', () => {
    const cache = new KeyValueCache(shape, 1);
    cache.reserve(10);
    cache.append(0, presentOf(1, 4, 0), 1, 0, 4);
    cache.rewind(0, 2);
    expect(usedSlots(cache, 0)).toBe(2);
    expect(cache.mask[2]).toBe(Math.fround(emptySlot));
    cache.append(0, presentOf(1, 1, 500), 1, 0, 1);
    expect(slotOf(cache, cache.keys, 0, 0, 0, 2)).toEqual([500, 501]);
  });
});
