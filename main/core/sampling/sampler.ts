import type { RandomStream } from '../random/xoshiro';
import { contrast } from './contrast';
import { draw } from './draw';
import { entropyOf } from './entropy';
import { highestOf } from './greedy';
import { guide } from './guidance';
import { findNucleus, keepAll, type Nucleus } from './nucleus';
import { penalizeRepetition } from './repetition';
import { checkSettings, type SamplerSettings } from './settings';
import { softmax } from './softmax';
import { keepTopK } from './top-k';

export type { SamplerSettings } from './settings';

/**
 * Draws tokens from logits. The steps, in this order: allowed range, guidance, repetition penalty, temperature, top-k,
 * top-p or CD-K, draw; each is left out unless the settings ask for it. Top-k keeps the same tokens at any temperature;
 * CD-K finds its plausible tokens at temperature 1, as the formula says, and the temperature divides the contrast.
 *
 * With CD-K the expert is the guided score, which at scale 1 is the most conditioned stream, the paper's own; the amateur
 * is the least conditioned stream. Works in memory of its own: a draw allocates nothing.
 */
export class Sampler {
  readonly #allowed: Int32Array;
  readonly #settings: SamplerSettings;
  readonly #scores: Float64Array;
  readonly #heap: Int32Array;
  readonly #nucleus: Nucleus = { mass: 1, last: 0 };

  /** `allowed` holds the ids that may be drawn, in rising order. Throws `RangeError` for settings without sense. */
  constructor(allowed: Int32Array, settings: SamplerSettings) {
    checkSettings(settings);
    this.#allowed = allowed;
    this.#settings = settings;
    this.#scores = new Float64Array(allowed.length);
    this.#heap = new Int32Array(allowed.length);
  }

  /**
   * Entropy in nats of what the last token was drawn from, after all steps: how open the choice was. 0 when greedy and
   * before the first draw. One pass over the allowed tokens, made when it is read and not before.
   */
  get entropy(): number {
    return this.#settings.temperature === 0 ? 0 : entropyOf(this.#scores, this.#nucleus);
  }

  /**
   * One token id. `offsets` say where in `logits` each stream's row starts, from the least to the most conditioned.
   * Uses one random number, none when greedy. Throws `engine-failed` for logits that are not numbers.
   */
  sample(logits: Float32Array, offsets: ArrayLike<number>, random: RandomStream): number {
    const best = this.#score(logits, offsets);
    const index = this.#settings.temperature === 0 ? best : this.#drawNear(best, random);
    return this.#allowed[index] ?? 0;
  }

  /** Computes the scores up to the temperature and gives the index of the highest. */
  #score(logits: Float32Array, offsets: ArrayLike<number>): number {
    const { scales, repetition, topK, cdk } = this.#settings;
    guide(logits, offsets, scales, this.#allowed, this.#scores);
    if (repetition !== undefined) penalizeRepetition(this.#scores, this.#allowed, repetition);
    const best = highestOf(this.#scores);
    if (topK !== undefined) keepTopK(this.#scores, topK, this.#heap);
    if (cdk === undefined) return best;
    contrast(this.#scores, logits, offsets[0] ?? 0, this.#allowed, cdk, this.#heap);
    return highestOf(this.#scores);
  }

  #drawNear(best: number, random: RandomStream): number {
    const { temperature, topP, cdk } = this.#settings;
    softmax(this.#scores, this.#scores[best] ?? 0, temperature);
    if (topP < 1 && cdk === undefined) findNucleus(this.#scores, topP, this.#heap, this.#nucleus);
    else keepAll(this.#scores, this.#nucleus);
    return draw(this.#scores, this.#nucleus, random.next());
  }
}
