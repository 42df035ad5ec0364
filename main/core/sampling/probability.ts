/**
 * How likely a token is among those that are allowed, before any setting changes the odds; `offset` says where the row starts
 * in `logits`. 0..1.
 */
export function probabilityOf(logits: Float32Array, offset: number, allowed: Int32Array, token: number): number {
  const own = logits[offset + token] ?? Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const other of allowed) sum += Math.exp((logits[offset + other] ?? Number.NEGATIVE_INFINITY) - own);
  return 1 / sum;
}
