/**
 * Reads the allowed tokens' logits and steers them away from the less conditioned streams:
 * `scores = s0 + scale0 (s1 - s0) + scale1 (s2 - s1) ...`, with one stream its logits as they are.
 * Two streams are `u + a (c - u)`, three `u + si (i - u) + st (full - i)` (CM3Leon, section 2.3).
 *
 * `offsets` say where in `logits` each stream's row starts, from the least to the most conditioned; `scales` has one
 * entry less. `allowed` and `scores` have the same length.
 */
export function guide(
  logits: Float32Array,
  offsets: ArrayLike<number>,
  scales: ArrayLike<number>,
  allowed: Int32Array,
  scores: Float64Array,
): void {
  read(logits, offsets[0] ?? 0, allowed, scores);
  for (let stream = 1; stream < offsets.length; stream++) {
    const scale = scales[stream - 1] ?? 1;
    addDifference(logits, offsets[stream - 1] ?? 0, offsets[stream] ?? 0, scale, allowed, scores);
  }
}

function read(logits: Float32Array, offset: number, allowed: Int32Array, scores: Float64Array): void {
  for (let index = 0; index < allowed.length; index++) {
    scores[index] = logits[offset + (allowed[index] ?? 0)] ?? Number.NaN;
  }
}

function addDifference(
  logits: Float32Array,
  from: number,
  to: number,
  scale: number,
  allowed: Int32Array,
  scores: Float64Array,
): void {
  for (let index = 0; index < allowed.length; index++) {
    const token = allowed[index] ?? 0;
    const difference = (logits[to + token] ?? Number.NaN) - (logits[from + token] ?? Number.NaN);
    scores[index] = (scores[index] ?? 0) + scale * difference;
  }
}
