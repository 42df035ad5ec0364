import type { Decoder } from '../../main/core/generator/decoder';
import type { Elements } from '../../main/core/tokens/elements';

/**
 * A decoder without a model: what a row predicts is computed by `logitsOf` from all tokens the row has read. Records
 * what it was asked to do.
 */
export class FakeDecoder implements Decoder {
  readonly logits: Float32Array;
  readonly read: number[][];
  readonly steps: Elements[] = [];
  /** The rows that were prefilled, in that order. */
  readonly prefilled: number[] = [];
  disposed = false;

  constructor(
    readonly rows: number,
    readonly vocabularySize: number,
    private readonly logitsOf: (read: readonly number[], row: number) => ArrayLike<number>,
    private readonly pause: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.logits = new Float32Array(rows * vocabularySize);
    this.read = Array.from({ length: rows }, () => []);
  }

  async prefill(row: number, elements: Elements, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await this.pause();
    this.prefilled.push(row);
    this.#append(row, elements.tokens);
  }

  async readAll(row: number, elements: Elements): Promise<Float32Array> {
    const all = new Float32Array(elements.count * this.vocabularySize);
    elements.tokens.forEach((token, index) => {
      this.#append(row, Int32Array.of(token));
      const start = row * this.vocabularySize;
      all.set(this.logits.subarray(start, start + this.vocabularySize), index * this.vocabularySize);
    });
    return all;
  }

  fork(from: number, to: number): void {
    this.read[to] = [...(this.read[from] ?? [])];
    this.#predict(to);
  }

  rewind(row: number, length: number): void {
    this.read[row]?.splice(length);
  }

  async step(elements: Elements): Promise<void> {
    await this.pause();
    this.steps.push(structuredClone(elements));
    elements.tokens.forEach((token, row) => {
      this.#append(row, Int32Array.of(token));
    });
  }

  dispose(): void {
    this.disposed = true;
  }

  #append(row: number, tokens: Int32Array): void {
    this.read[row]?.push(...tokens);
    this.#predict(row);
  }

  #predict(row: number): void {
    this.logits.set(this.logitsOf(this.read[row] ?? [], row), row * this.vocabularySize);
  }
}
