import type { Elements } from '../tokens/elements';

/**
 * A transformer in the middle of one or more sequences, its rows. Every row remembers what it has read and grows by its
 * own length; all methods leave `logits` up to date.
 */
export interface Decoder {
  readonly rows: number;
  readonly vocabularySize: number;
  /** [rows, vocabularySize]: what each row's last element predicts. The same memory throughout, overwritten in place. */
  readonly logits: Float32Array;
  /** Appends a run of elements to one row. A long run is read in parts, with the signal checked between them. */
  prefill(row: number, elements: Elements, signal: AbortSignal): Promise<void>;
  /**
   * Appends a run of elements to one row, all at once, and gives what each of them predicts: [count, vocabularySize], in
   * memory of its own. Meant for short runs.
   */
  readAll(row: number, elements: Elements): Promise<Float32Array>;
  /** Makes row `to` a copy of row `from`. */
  fork(from: number, to: number): void;
  /** Forgets what the row has read beyond `length`; its logits are stale until it reads again. */
  rewind(row: number, length: number): void;
  /** Appends one element to every row, `elements` in the order of the rows. */
  step(elements: Elements): Promise<void>;
  dispose(): void;
}
