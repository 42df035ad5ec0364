import type { Decoder } from '../../../core/generator/decoder';
import { type Elements, sliceElements } from '../../../core/tokens/elements';
import { prefillParts } from '../prefill-parts';
import { floatsNamed, type Outputs, runSession } from '../session';
import { checkNumbers } from '../soundness';
import { feedsOf } from './feeds';
import { type PastPresentGraph, wrongTensor } from './graph';
import { PaddedCache, type Past } from './padded-cache';

const what = 'transformer';

/**
 * Rows of sequences in a graph as Hugging Face's tools export it. Each run gives back all keys and values anew, so that
 * a token costs a copy of the whole past: such packs run, but slower than those of the style “masked-rows”.
 */
export class PastPresentDecoder implements Decoder {
  readonly rows: number;
  readonly vocabularySize: number;
  readonly logits: Float32Array;
  readonly #graph: PastPresentGraph;
  readonly #cache: PaddedCache;

  constructor(graph: PastPresentGraph, rows: number) {
    this.rows = rows;
    this.vocabularySize = graph.shape.vocabularySize;
    this.logits = new Float32Array(rows * this.vocabularySize);
    this.#graph = graph;
    this.#cache = new PaddedCache(graph.shape, rows);
  }

  async prefill(row: number, elements: Elements, signal: AbortSignal): Promise<void> {
    let past = this.#cache.row(row);
    for (const part of prefillParts(elements, signal)) past = (await this.#read(row, part, past)).past;
  }

  async readAll(row: number, elements: Elements): Promise<Float32Array> {
    const before = this.#cache.row(row);
    const { scores } = await this.#read(row, elements, before);
    if (scores.length === elements.count * this.vocabularySize) return scores;
    // A graph that keeps all scores but the last to itself is asked for one after the other.
    this.#cache.rewind(row, before.slots);
    return this.#readSingly(row, elements);
  }

  fork(from: number, to: number): void {
    this.#cache.fork(from, to);
    this.logits.copyWithin(to * this.vocabularySize, from * this.vocabularySize, (from + 1) * this.vocabularySize);
  }

  rewind(row: number, length: number): void {
    this.#cache.rewind(row, length);
  }

  async step(elements: Elements): Promise<void> {
    const { blocks } = await this.#run(elements, this.#cache.all(), 0);
    this.#cache.appendAll(blocks);
  }

  dispose(): void {
    this.#cache.clear();
  }

  async #readSingly(row: number, elements: Elements): Promise<Float32Array> {
    const all = new Float32Array(elements.count * this.vocabularySize);
    for (let index = 0; index < elements.count; index++) {
      const { scores } = await this.#read(row, sliceElements(elements, index, index + 1), this.#cache.row(row));
      all.set(scores, index * this.vocabularySize);
    }
    return all;
  }

  async #read(row: number, elements: Elements, before: Past): Promise<{ past: Past; scores: Float32Array }> {
    const { blocks, scores } = await this.#run(elements, before, row);
    const slots = before.slots + elements.count;
    this.#cache.setRow(row, slots, blocks);
    return { past: { lengths: Int32Array.of(slots), slots, blocks }, scores };
  }

  /** Gives the past with the elements in it, and the graph's scores; writes what is predicted into `logits` from row `first` on. */
  async #run(elements: Elements, past: Past, first: number): Promise<{ blocks: Float32Array[]; scores: Float32Array }> {
    const { session, names, shape, device } = this.#graph;
    const outputs = await runSession(session, feedsOf(elements, past, names, shape), what, device);
    const rows = past.lengths.length;
    const scores = this.#takeLogits(outputs, rows, first);
    const size = rows * shape.heads * (past.slots + elements.count / rows) * shape.headDim;
    const blocks = names.present.map((name) => {
      const block = floatsNamed(outputs, name);
      if (block.length !== size) throw wrongTensor(name, `it holds ${block.length} numbers instead of ${size}`);
      return block;
    });
    return { blocks, scores };
  }

  /** Graphs may give the scores of all elements or of the last one alone. */
  #takeLogits(outputs: Outputs, rows: number, first: number): Float32Array {
    const { names, device } = this.#graph;
    const scores = floatsNamed(outputs, names.logits);
    const size = scores.length / rows;
    if (size === 0 || size % this.vocabularySize !== 0) {
      throw wrongTensor(names.logits, `${size} numbers are no multiple of the vocabulary, ${this.vocabularySize}`);
    }
    for (let row = 0; row < rows; row++) {
      const last = scores.subarray((row + 1) * size - this.vocabularySize, (row + 1) * size);
      checkNumbers(last, what, device);
      this.logits.set(last, (first + row) * this.vocabularySize);
    }
    return scores;
  }
}
