import { Tensor } from 'onnxruntime-node';
import type { Elements } from '../../core/tokens/elements';
import type { CacheShape, KeyValueCache } from './cache';
import { emptySlot } from './cache';
import { writeInt64 } from './int64';
import { keyName, valueName } from './past-names';
import type { Feeds } from './session';

/** Names of the transformer graph's inputs and outputs. */
export const inputNames = [
  'tokens',
  'key_positions',
  'query_positions',
  'kinds',
  'next_kinds',
  'past_mask',
  'logits_from',
] as const;
/** One input more of graphs that read vectors of a feature encoder. */
export const featuresName = 'features';
export const outputNames = ['logits', 'present'] as const;

/**
 * The tensors that say which elements to read, for `batch` rows of `length` elements each. Made once for a shape and
 * written anew for every run.
 */
export class ElementFeeds {
  readonly tensors: Feeds;
  readonly #tokens: BigInt64Array;
  readonly #kinds: BigInt64Array;
  readonly #nextKinds: BigInt64Array;
  readonly #keyPositions: Float32Array;
  readonly #queryPositions: Float32Array;
  readonly #features: Float32Array;

  /** What the elements before `first` predict is not computed. `dimension` is that of the vectors that the graph reads, 0 for none. */
  constructor(batch: number, length: number, first = length - 1, dimension = 0) {
    const count = batch * length;
    this.#tokens = new BigInt64Array(count);
    this.#kinds = new BigInt64Array(count);
    this.#nextKinds = new BigInt64Array(count);
    this.#keyPositions = new Float32Array(3 * count);
    this.#queryPositions = new Float32Array(3 * count);
    this.#features = new Float32Array(dimension * count);
    this.tensors = {
      tokens: new Tensor('int64', this.#tokens, [batch, length]),
      kinds: new Tensor('int64', this.#kinds, [batch, length]),
      next_kinds: new Tensor('int64', this.#nextKinds, [batch, length]),
      key_positions: new Tensor('float32', this.#keyPositions, [batch, length, 3]),
      query_positions: new Tensor('float32', this.#queryPositions, [batch, length, 3]),
      logits_from: new Tensor('int64', BigInt64Array.of(BigInt(first)), [1]),
      ...(dimension > 0 && { [featuresName]: new Tensor('float32', this.#features, [batch, length, dimension]) }),
    };
  }

  write(elements: Elements): void {
    writeInt64(this.#tokens, elements.tokens);
    writeInt64(this.#kinds, elements.kinds);
    writeInt64(this.#nextKinds, elements.nextKinds);
    this.#keyPositions.set(elements.keyPositions);
    this.#queryPositions.set(elements.queryPositions);
    // Elements without vectors leave zeros.
    this.#features.fill(0).set(elements.features);
  }
}

/** The past of all rows, as it lies in the cache: valid until the cache is laid anew. */
export function pastOfAll(cache: KeyValueCache, { layers, heads, headDim }: CacheShape): Feeds {
  const dims = [cache.rows, heads, cache.capacity, headDim];
  const mask = new Tensor('float32', cache.mask, [cache.rows, cache.capacity]);
  return pastTensors(layers, mask, dims, (layer) => [cache.keys[layer], cache.values[layer]]);
}

export function pastOfRow(cache: KeyValueCache, row: number, { layers, heads, headDim }: CacheShape): Feeds {
  const dims = [1, heads, cache.capacity, headDim];
  const mask = new Tensor('float32', cache.maskOf(row), [1, cache.capacity]);
  const view = (buffer: Float32Array | undefined) => buffer && cache.rowOf(buffer, row);
  return pastTensors(layers, mask, dims, (layer) => [view(cache.keys[layer]), view(cache.values[layer])]);
}

/** The past of a row that has read nothing: one empty slot, which costs less than the row's whole buffer. */
export function noPast({ layers, heads, headDim }: CacheShape): Feeds {
  const nothing = new Float32Array(heads * headDim);
  const mask = new Tensor('float32', Float32Array.of(emptySlot), [1, 1]);
  return pastTensors(layers, mask, [1, heads, 1, headDim], () => [nothing, nothing]);
}

type LayerPast = readonly [keys: Float32Array | undefined, values: Float32Array | undefined];

function pastTensors(layers: number, mask: Tensor, dims: readonly number[], past: (layer: number) => LayerPast): Feeds {
  const feeds: Feeds = { past_mask: mask };
  for (let layer = 0; layer < layers; layer++) {
    const [keys, values] = past(layer);
    if (keys !== undefined) feeds[keyName(layer)] = new Tensor('float32', keys, dims);
    if (values !== undefined) feeds[valueName(layer)] = new Tensor('float32', values, dims);
  }
  return feeds;
}
