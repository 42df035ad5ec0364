export type Repetition = {
  /** 1 changes nothing, larger ones make a token less likely to come again; Keskar et al. use 1.2. */
  readonly penalty: number;
  /** Ids written so far. Read anew at each draw, so that the writer may go on adding to it. */
  readonly seen: ReadonlySet<number>;
};

/**
 * Penalises the tokens that were seen (CTRL, Keskar et al. 2019, section 4.1): a logit is divided by `penalty` > 0. A
 * negative one is multiplied instead, as it would otherwise become more likely; the paper leaves that case open.
 *
 * `scores` are logits of the `allowed` ids, which are in rising order; seen ids that are not allowed do not matter. Takes
 * log n steps for each seen id. How far a penalty reaches depends on where the logits' zero lies.
 */
export function penalizeRepetition(scores: Float64Array, allowed: Int32Array, { penalty, seen }: Repetition): void {
  for (const token of seen) {
    const index = placeOf(allowed, token);
    const score = scores[index];
    if (score === undefined || allowed[index] !== token) continue;
    scores[index] = score > 0 ? score / penalty : score * penalty;
  }
}

/** Where in the rising `allowed` the token stands or would stand. */
function placeOf(allowed: Int32Array, token: number): number {
  let start = 0;
  let end = allowed.length;
  while (start < end) {
    const middle = (start + end) >> 1;
    if ((allowed[middle] ?? 0) < token) start = middle + 1;
    else end = middle;
  }
  return start;
}
