import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PaddedCache, type Past } from '../../../main/engine/sessions/past-present/padded-cache';

const shape = { layers: 2, heads: 3, headDim: 2 };
const rows = 3;

/** What a run gives back: the past, and for each new token of a row numbers that are found nowhere else. */
class FakeGraph {
  #last = 0;

  run({ lengths, slots, blocks }: Past, count: number): Float32Array[] {
    const { heads, headDim } = shape;
    return blocks.map((block) => {
      const size = slots * headDim;
      const parts = Array.from({ length: lengths.length * heads }, (_, head) => [
        ...block.subarray(head * size, (head + 1) * size),
        ...Array.from({ length: count * headDim }, () => ++this.#last),
      ]);
      return Float32Array.from(parts.flat());
    });
  }
}

/** Each row's tokens in order, every token as all the numbers that belong to it. */
function tokensOf(past: Past): number[][][] {
  const { heads, headDim } = shape;
  const numbersOf = (row: number, slot: number) =>
    past.blocks.flatMap((block) =>
      Array.from({ length: heads }, (_, head) => {
        const start = ((row * heads + head) * past.slots + slot) * headDim;
        return [...block.subarray(start, start + headDim)];
      }).flat(),
    );
  return Array.from(past.lengths, (length, row) =>
    Array.from({ length }, (_, index) => numbersOf(row, past.slots - length + index)),
  );
}

type Act = { does: 'read' | 'fork' | 'rewind' | 'step'; row: number; number: number };

const acts = fc.array(
  fc.record({
    does: fc.constantFrom<Act['does']>('read', 'fork', 'rewind', 'step'),
    row: fc.nat(rows - 1),
    number: fc.nat(6),
  }),
  { maxLength: 12 },
);

/** Does it to the cache, and to plain lists of tokens. */
function act(cache: PaddedCache, graph: FakeGraph, lists: number[][][], { does, row, number }: Act): void {
  const own = lists[row] ?? [];
  if (does === 'read') {
    const past = cache.row(row);
    const read = longer(past, number, graph.run(past, number));
    cache.setRow(row, read.slots, read.blocks);
    lists[row] = [...own, ...(tokensOf(read)[0]?.slice(past.slots) ?? [])];
  } else if (does === 'fork') {
    cache.fork(row, number % rows);
    lists[number % rows] = [...own];
  } else if (does === 'rewind') {
    cache.rewind(row, number);
    lists[row] = own.slice(0, number);
  } else {
    const past = cache.all();
    const read = longer(past, 1, graph.run(past, 1));
    for (const [each, tokens] of tokensOf(read).entries()) lists[each]?.push(...tokens.slice(-1));
    cache.appendAll(read.blocks);
  }
}

const longer = ({ lengths, slots }: Past, count: number, blocks: readonly Float32Array[]): Past => ({
  lengths: lengths.map((length) => length + count),
  slots: slots + count,
  blocks,
});

test('rows keep their tokens, in order, whatever happens to the others', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const cache = new PaddedCache(shape, rows);
      const graph = new FakeGraph();
      const lists: number[][][] = Array.from({ length: rows }, () => []);
      for (const each of all) act(cache, graph, lists, each);
      for (const row of lists.keys()) expect(tokensOf(cache.row(row))).toEqual([lists[row]]);
      expect(tokensOf(cache.all())).toEqual(lists);
      expect(cache.all().slots).toBe(Math.max(...lists.map(({ length }) => length)));
    }),
  );
});
