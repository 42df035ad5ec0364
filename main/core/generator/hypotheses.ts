export type Hypothesis = {
  /** What was written, without the token that ended it. */
  readonly tokens: readonly number[];
  /** Of all its tokens together, the ending one included, in nats. */
  readonly logProbability: number;
  /** The log-probability after the length penalty: what hypotheses are ranked by, higher is better. */
  readonly score: number;
};

/**
 * `logProbability / length^penalty`, with `length` > 0 counting the token that ended the text, as Hugging Face's beam search
 * scores it; a simpler relative of `((5 + length) / 6)^penalty` (Wu et al. 2016, equation 14). 0 ranks by probability, 1 by
 * the mean per token; as log-probabilities are negative, the larger the penalty the longer the texts.
 */
export function penalizeLength(logProbability: number, length: number, penalty: number): number {
  return logProbability / length ** penalty;
}

/** The hypotheses that have ended, best first; of equals those that ended first. */
export class Hypotheses {
  readonly #capacity: number;
  #best: readonly Hypothesis[] = [];

  /** Keeps the best `capacity` of all that are added. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isFull(): boolean {
    return this.#best.length >= this.#capacity;
  }

  add(hypothesis: Hypothesis): void {
    const sorted = [...this.#best, hypothesis].sort((one, other) => other.score - one.score);
    this.#best = sorted.slice(0, this.#capacity);
  }

  best(count: number): readonly Hypothesis[] {
    return this.#best.slice(0, count);
  }
}
