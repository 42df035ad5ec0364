/** How far from the usual to the best score one must come to be shown: the relative cut. */
const share = 0.5;
/** What comes this close to the best is shown in any case: in a library of boats every boat fits. */
const tolerance = 0.05;
/** Standard deviations above unrelated sentences from which on a picture is what was asked for. */
const significance = 1;

/**
 * How many of the scores, which fall, are worth showing. `usual` is what any picture of the library scores: a hit comes at
 * least half-way from there to the best one, or very close to it.
 */
export function relativeCut(scores: readonly number[], usual: number): number {
  const [best] = scores;
  if (best === undefined) return 0;
  const least = Math.min(usual + share * (best - usual), best - tolerance);
  const end = scores.findIndex((score) => score < least);
  return end < 0 ? scores.length : end;
}

/** Whether a picture is better described by the query than by sentences about other things. */
export function standsOut(score: number, contrast: readonly number[]): boolean {
  if (contrast.length < 2) return score > 0;
  const mean = meanOf(contrast);
  const deviation = Math.sqrt(meanOf(contrast.map((value) => (value - mean) ** 2)));
  return score >= mean + significance * deviation;
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
