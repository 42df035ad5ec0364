import { kthHighest } from './top-k';

export type Contrast = {
  /** Which of the expert's probabilities the cutoff hangs on: 1 the largest, as in plain contrastive decoding. */
  readonly k: number;
  /** How much of that probability a token needs to be plausible, 0 < alpha <= 1. */
  readonly alpha: number;
};

/**
 * Contrastive decoding with a top-k cutoff, CD-K (CM3Leon, on decoding strategies; with k = 1 Li et al. 2023, section 3):
 * `score(t) = log p_exp(t) - log p_ama(t)` for t in V, else -Infinity, with
 * `V = { t : p_exp(t) >= alpha * (k-th largest p_exp) }`. A token of -Infinity for the expert is never plausible.
 *
 * `scores` hold the expert's logits of the allowed tokens and receive the contrast, both up to a constant that a softmax
 * takes out again; so no probability is computed. `logits` from `offset` on are the amateur's, by token id. `heap` is
 * scratch of the length of `scores`.
 */
export function contrast(
  scores: Float64Array,
  logits: Float32Array,
  offset: number,
  allowed: Int32Array,
  { k, alpha }: Contrast,
  heap: Int32Array,
): void {
  const cutoff = kthHighest(scores, k, heap) + Math.log(alpha);
  for (let index = 0; index < scores.length; index++) {
    const expert = scores[index] ?? Number.NEGATIVE_INFINITY;
    const isPlausible = expert >= cutoff && expert !== Number.NEGATIVE_INFINITY;
    const amateur = logits[offset + (allowed[index] ?? 0)] ?? Number.NaN;
    scores[index] = isPlausible ? expert - amateur : Number.NEGATIVE_INFINITY;
  }
}
