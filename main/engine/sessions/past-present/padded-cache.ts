import type { CacheShape } from '../cache';

/** What some rows have read, for a run that goes on from there. */
export type Past = {
  /** Tokens that each row has read. */
  readonly lengths: Int32Array;
  /** Length of the longest row. */
  readonly slots: number;
  /** Keys and values of each layer in turn, [rows, heads, slots, headDim]; a row fills its last slots. */
  readonly blocks: readonly Float32Array[];
};

/**
 * Keys and values of rows of different length, padded on the left as Hugging Face's `generate` has them: a step adds one
 * slot to every row, so that what comes back from it can go in again as it is.
 */
export class PaddedCache {
  readonly lengths: Int32Array;
  readonly #shape: CacheShape;
  #slots = 0;
  #blocks: readonly Float32Array[];

  constructor(shape: CacheShape, rows: number) {
    this.lengths = new Int32Array(rows);
    this.#shape = shape;
    this.#blocks = Array.from({ length: 2 * shape.layers }, () => new Float32Array(0));
  }

  /** All rows, in the cache's own memory. */
  all(): Past {
    this.#lay(Math.max(...this.lengths));
    return { lengths: this.lengths, slots: this.#slots, blocks: this.#blocks };
  }

  /** A copy of one row, without padding. */
  row(row: number): Past {
    const slots = this.lengths[row] ?? 0;
    const blocks = this.#blocks.map((block) => {
      const copy = this.#block(1, slots);
      for (const head of this.#heads())
        copy.set(this.#span(block, row, head, this.#slots, slots), this.#size(head, slots));
      return copy;
    });
    return { lengths: Int32Array.of(slots), slots, blocks };
  }

  /** Takes over what a run of {@link all} gave back, one slot more in every row; `blocks` belong to the cache then. */
  appendAll(blocks: readonly Float32Array[]): void {
    this.#blocks = blocks;
    this.#slots++;
    for (const row of this.lengths.keys()) this.lengths[row] = (this.lengths[row] ?? 0) + 1;
  }

  /** Makes a row what a run of {@link row} gave back, `length` tokens without padding. */
  setRow(row: number, length: number, blocks: readonly Float32Array[]): void {
    this.#lay(Math.max(length, this.#slots));
    for (const [index, block] of this.#blocks.entries()) {
      const read = blocks[index] ?? this.#block(1, length);
      for (const head of this.#heads()) {
        this.#span(block, row, head, this.#slots, length).set(this.#span(read, 0, head, length, length));
      }
    }
    this.lengths[row] = length;
  }

  fork(from: number, to: number): void {
    const size = this.#size(this.#shape.heads, this.#slots);
    for (const block of this.#blocks) block.copyWithin(to * size, from * size, (from + 1) * size);
    this.lengths[to] = this.lengths[from] ?? 0;
  }

  /** The tokens that are kept move up to the row's end. */
  rewind(row: number, length: number): void {
    const kept = Math.min(length, this.lengths[row] ?? 0);
    for (const block of this.#blocks) {
      for (const head of this.#heads()) {
        const filled = this.#span(block, row, head, this.#slots, this.lengths[row] ?? 0);
        filled.copyWithin(filled.length - this.#size(1, kept), 0, this.#size(1, kept));
      }
    }
    this.lengths[row] = kept;
  }

  clear(): void {
    this.lengths.fill(0);
    this.#lay(0);
  }

  /** Gives all rows this many slots, at least as many as the longest needs. */
  #lay(slots: number): void {
    if (slots === this.#slots) return;
    this.#blocks = this.#blocks.map((block) => {
      const laid = this.#block(this.lengths.length, slots);
      for (const [row, length] of this.lengths.entries()) {
        for (const head of this.#heads()) {
          this.#span(laid, row, head, slots, length).set(this.#span(block, row, head, this.#slots, length));
        }
      }
      return laid;
    });
    this.#slots = slots;
  }

  /** The last `count` of a row's `slots`, in one head of a block. */
  #span(block: Float32Array, row: number, head: number, slots: number, count: number): Float32Array {
    const end = this.#size(row * this.#shape.heads + head + 1, slots);
    return block.subarray(end - this.#size(1, count), end);
  }

  #heads(): Iterable<number> {
    return Array(this.#shape.heads).keys();
  }

  #block(rows: number, slots: number): Float32Array {
    return new Float32Array(this.#size(rows * this.#shape.heads, slots));
  }

  /** Numbers in `slots` slots of `heads` heads. */
  #size(heads: number, slots: number): number {
    return heads * slots * this.#shape.headDim;
  }
}
