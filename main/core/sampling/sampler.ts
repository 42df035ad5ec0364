import { StudioError } from '../../../preload/contract';
import type { RandomStream } from '../random/xoshiro';
import { draw } from './draw';
import { highest } from './greedy';
import { guide } from './guidance';
import { findNucleus, type Nucleus } from './nucleus';
import { softmax } from './softmax';

export type SamplerSettings = {
  /** 0 is greedy. */
  readonly temperature: number;
  /** 1 keeps every token. */
  readonly topP: number;
  /** One between each two neighbouring streams. */
  readonly scales: readonly number[];
};

/**
 * Draws tokens from logits. The steps, in this order: allowed range, guidance, temperature, top-p, draw; a further
 * step finds its place between two of them. Works in memory of its own: a draw allocates nothing.
 */
export class Sampler {
  readonly #allowed: Int32Array;
  readonly #settings: SamplerSettings;
  readonly #scores: Float64Array;
  readonly #heap: Int32Array;
  readonly #nucleus: Nucleus = { mass: 1, last: 0 };

  /** `allowed` holds the ids that may be drawn, in rising order. */
  constructor(allowed: Int32Array, settings: SamplerSettings) {
    this.#allowed = allowed;
    this.#settings = settings;
    this.#scores = new Float64Array(allowed.length);
    this.#heap = new Int32Array(allowed.length);
  }

  /**
   * One token id. `offsets` say where in `logits` each stream's row starts, from the least to the most conditioned.
   * Uses one random number, none when greedy. Throws `engine-failed` for logits that are not numbers.
   */
  sample(logits: Float32Array, offsets: ArrayLike<number>, random: RandomStream): number {
    guide(logits, offsets, this.#settings.scales, this.#allowed, this.#scores);
    const best = highest(this.#scores);
    if (best < 0) throw notANumber();
    const index = this.#settings.temperature === 0 ? best : this.#drawNear(best, random);
    return this.#allowed[index] ?? 0;
  }

  #drawNear(best: number, random: RandomStream): number {
    softmax(this.#scores, this.#scores[best] ?? 0, this.#settings.temperature);
    this.#cut();
    return draw(this.#scores, this.#nucleus, random.next());
  }

  #cut(): void {
    if (this.#settings.topP < 1) findNucleus(this.#scores, this.#settings.topP, this.#heap, this.#nucleus);
    else keepAll(this.#scores, this.#nucleus);
  }
}

function keepAll(probabilities: Float64Array, nucleus: Nucleus): void {
  let last = 0;
  for (let index = 1; index < probabilities.length; index++) {
    if ((probabilities[index] ?? 0) <= (probabilities[last] ?? 0)) last = index;
  }
  nucleus.last = last;
  nucleus.mass = 1;
}

function notANumber(): StudioError {
  return new StudioError({
    code: 'engine-failed',
    message: 'The model gave scores that are not numbers.',
    hint: 'The pack or the device it runs on is at fault: verify the pack with “brookesia packs”, or install it again.',
  });
}
