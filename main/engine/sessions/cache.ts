export type CacheShape = { readonly layers: number; readonly heads: number; readonly headDim: number };

/** Additive attention mask of a slot that holds nothing: its weight becomes exactly 0. */
export const emptySlot = -1e9;

/** Slots are added in blocks of this many, so that attention is not paid for the longest sequence from the first token. */
const blockSlots = 64;

/**
 * Keys and values of what every row has read, per layer [rows, heads, capacity, headDim], and the mask
 * [rows, capacity] of the slots in use. Rows have their own lengths and are filled from slot 0.
 */
export class KeyValueCache {
  readonly rows: number;
  readonly lengths: Int32Array;
  readonly #shape: CacheShape;
  #capacity = 0;
  #keys: Float32Array[];
  #values: Float32Array[];
  #mask = new Float32Array(0);

  constructor(shape: CacheShape, rows: number) {
    this.rows = rows;
    this.lengths = new Int32Array(rows);
    this.#shape = shape;
    this.#keys = Array.from({ length: shape.layers }, () => new Float32Array(0));
    this.#values = Array.from({ length: shape.layers }, () => new Float32Array(0));
  }

  get capacity(): number {
    return this.#capacity;
  }

  get keys(): readonly Float32Array[] {
    return this.#keys;
  }

  get values(): readonly Float32Array[] {
    return this.#values;
  }

  get mask(): Float32Array {
    return this.#mask;
  }

  /** Makes room for `slots` in every row. When it tells true, the memory was laid anew and old views are stale. */
  reserve(slots: number): boolean {
    if (slots <= this.#capacity) return false;
    const capacity = Math.ceil(slots / blockSlots) * blockSlots;
    this.#keys = this.#keys.map((buffer) => this.#relay(buffer, capacity));
    this.#values = this.#values.map((buffer) => this.#relay(buffer, capacity));
    this.#capacity = capacity;
    this.#mask = new Float32Array(this.rows * capacity);
    this.lengths.forEach((_, row) => this.#writeMask(row));
    return true;
  }

  /** One row's part of a layer's buffer, [1, heads, capacity, headDim], as a view. */
  rowOf(buffer: Float32Array, row: number): Float32Array {
    const size = this.#rowSize();
    return buffer.subarray(row * size, (row + 1) * size);
  }

  maskOf(row: number): Float32Array {
    return this.#mask.subarray(row * this.#capacity, (row + 1) * this.#capacity);
  }

  /** Appends `count` slots to a row from batch row `index` of `present` [layers, 2, batch, heads, count, headDim]. */
  append(row: number, present: Float32Array, batch: number, index: number, count: number): void {
    const size = this.#shape.heads * count * this.#shape.headDim;
    for (let layer = 0; layer < this.#shape.layers; layer++) {
      this.#appendTo(this.#keys[layer], row, present, (2 * layer * batch + index) * size, count);
      this.#appendTo(this.#values[layer], row, present, ((2 * layer + 1) * batch + index) * size, count);
    }
    const length = this.lengths[row] ?? 0;
    this.#mask.fill(0, row * this.#capacity + length, row * this.#capacity + length + count);
    this.lengths[row] = length + count;
  }

  fork(from: number, to: number): void {
    const size = this.#rowSize();
    for (const buffer of [...this.#keys, ...this.#values]) buffer.copyWithin(to * size, from * size, (from + 1) * size);
    this.lengths[to] = this.lengths[from] ?? 0;
    this.#writeMask(to);
  }

  rewind(row: number, length: number): void {
    this.lengths[row] = Math.min(length, this.lengths[row] ?? 0);
    this.#writeMask(row);
  }

  #rowSize(): number {
    return this.#shape.heads * this.#capacity * this.#shape.headDim;
  }

  #writeMask(row: number): void {
    this.maskOf(row).fill(0, 0, this.lengths[row]).fill(emptySlot, this.lengths[row]);
  }

  /** Plain loops: one view per head and layer would be thousands of objects a second. */
  #appendTo(buffer: Float32Array | undefined, row: number, present: Float32Array, from: number, count: number): void {
    if (buffer === undefined) return;
    const { heads, headDim } = this.#shape;
    const numbers = count * headDim;
    for (let head = 0; head < heads; head++) {
      const source = from + head * numbers;
      const target = ((row * heads + head) * this.#capacity + (this.lengths[row] ?? 0)) * headDim;
      for (let offset = 0; offset < numbers; offset++) buffer[target + offset] = present[source + offset] ?? 0;
    }
  }

  #relay(buffer: Float32Array, capacity: number): Float32Array {
    const { heads, headDim } = this.#shape;
    const laid = new Float32Array(this.rows * heads * capacity * headDim);
    const size = this.#capacity * headDim;
    for (let block = 0; block < this.rows * heads; block++) {
      laid.set(buffer.subarray(block * size, (block + 1) * size), block * capacity * headDim);
    }
    return laid;
  }
}
