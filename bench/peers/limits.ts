import { type Summary, summarise } from '../statistics';
import type { ModelFacts } from './models';
import { ask, pythonLacks, pythonProgram } from './processes';

/** Larger than any cache. */
const largeBuffer = 2 ** 30;

/** One way to read the weights, and how fast that goes. */
export type Limit = {
  readonly name: string;
  /** Bytes that one step reads. */
  readonly bytes: number;
  /** Bytes per second. */
  readonly bandwidth: Summary;
};

/** Reads memory at the machine's pace; the least time of a step follows from it. */
export class LimitMeter {
  readonly #samples: number[][] = [];
  readonly #python: string;
  readonly #sizes: ModelFacts['bytes_per_step'];
  readonly #threads: number;

  private constructor(python: string, sizes: ModelFacts['bytes_per_step'], threads: number) {
    this.#python = python;
    this.#sizes = sizes;
    this.#threads = threads;
  }

  /** Undefined where PyTorch is missing, which does the reading. */
  static async over(python: string, models: ModelFacts | string, threads: number): Promise<LimitMeter | undefined> {
    if (typeof models === 'string' || (await pythonLacks(python, ['torch'])) !== undefined) return undefined;
    return new LimitMeter(python, models.bytes_per_step, threads);
  }

  async measure(): Promise<void> {
    const { float32, q8_0 } = this.#sizes;
    const request = { buffers: [largeBuffer, float32, q8_0], threads: this.#threads };
    this.#samples.push((await ask(pythonProgram(this.#python, 'bandwidth.py'), request)) as number[]);
  }

  limits(): Limit[] {
    const bandwidth = (buffer: number) => summarise(this.#samples.map((sample) => sample[buffer] ?? Number.NaN));
    const { float32, q8_0 } = this.#sizes;
    return [
      { name: '32 bits, memory', bytes: float32, bandwidth: bandwidth(0) },
      { name: '32 bits, cached', bytes: float32, bandwidth: bandwidth(1) },
      { name: '8 bits, memory', bytes: q8_0, bandwidth: bandwidth(0) },
      { name: '8 bits, cached', bytes: q8_0, bandwidth: bandwidth(2) },
    ];
  }
}

/** Milliseconds of a step that does nothing but read its weights. */
export function stepAt({ bytes, bandwidth }: Limit): number {
  return (1000 * bytes) / bandwidth.median;
}
