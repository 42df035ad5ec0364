import { expect, test } from 'vitest';
import { feedsOf } from '../../../main/engine/sessions/past-present/feeds';
import { graphNames } from '../../../main/engine/sessions/past-present/names';
import { elementsOf, llamaNames } from '../../support/llama-pack';

const shape = { layers: 1, heads: 1, headDim: 2 };
/** Two rows, of one and of three tokens. */
const past = { lengths: Int32Array.of(1, 3), slots: 3, blocks: [new Float32Array(12), new Float32Array(12)] };
const names = graphNames(llamaNames, shape.layers);
const numbersOf = (data: unknown) => (data instanceof BigInt64Array ? Array.from(data, Number) : data);

test('a shorter row is padded on the left and counts its own tokens', () => {
  const feeds = feedsOf(elementsOf([7, 8, 9, 10]), past, names, shape);
  expect(Object.entries(feeds).map(([name, { dims, data }]) => [name, dims, numbersOf(data)])).toEqual([
    ['input_ids', [2, 2], [7, 8, 9, 10]],
    ['attention_mask', [2, 5], [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['position_ids', [2, 2], [1, 2, 3, 4]],
    ['past_key_values.0.key', [2, 1, 3, 2], past.blocks[0]],
    ['past_key_values.0.value', [2, 1, 3, 2], past.blocks[1]],
  ]);
});

test('a graph that counts positions itself is not told any', () => {
  const { positions: _, ...counted } = names;
  expect(Object.keys(feedsOf(elementsOf([1, 2]), past, counted, shape))).not.toContain('position_ids');
});
