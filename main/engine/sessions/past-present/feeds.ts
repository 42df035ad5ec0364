import { Tensor } from 'onnxruntime-node';
import type { Elements } from '../../../core/tokens/elements';
import type { CacheShape } from '../cache';
import { writeInt64 } from '../int64';
import type { Feeds } from '../session';
import type { GraphNames } from './names';
import type { Past } from './padded-cache';

/** Inputs of a run that reads `elements`, as many for each row of `past`, row by row. */
export function feedsOf(elements: Elements, past: Past, names: GraphNames, { heads, headDim }: CacheShape): Feeds {
  const rows = past.lengths.length;
  const count = elements.count / rows;
  const feeds: Feeds = {
    [names.tokens]: int64(elements.tokens, [rows, count]),
    [names.mask]: new Tensor('int64', maskOf(past, count), [rows, past.slots + count]),
  };
  if (names.positions !== undefined) feeds[names.positions] = int64(positionsOf(past, count), [rows, count]);
  for (const [index, name] of names.past.entries()) {
    const block = past.blocks[index];
    if (block !== undefined) feeds[name] = new Tensor('float32', block, [rows, heads, past.slots, headDim]);
  }
  return feeds;
}

/** 1 for a token, 0 for the padding before a row's first one. */
function maskOf({ lengths, slots }: Past, count: number): BigInt64Array {
  const width = slots + count;
  const mask = new BigInt64Array(lengths.length * width).fill(1n);
  lengths.forEach((length, row) => mask.fill(0n, row * width, row * width + slots - length));
  return mask;
}

/** Every row counts its own tokens from 0. */
function positionsOf({ lengths }: Past, count: number): Int32Array {
  return Int32Array.from(
    { length: lengths.length * count },
    (_, index) => (lengths[Math.floor(index / count)] ?? 0) + (index % count),
  );
}

function int64(values: Int32Array, dims: readonly number[]): Tensor {
  const data = new BigInt64Array(values.length);
  writeInt64(data, values);
  return new Tensor('int64', data, dims);
}
