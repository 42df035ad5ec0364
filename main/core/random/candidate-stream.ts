import { type RandomStream, Xoshiro128 } from './xoshiro';

/** What random numbers are for: a plan must not change the picture that is drawn from it. */
export type Purpose = 'draw' | 'plan';
const purposes: readonly Purpose[] = ['draw', 'plan'];

/**
 * The random numbers of one candidate picture. They depend on the seed and the candidate's own number alone, so that it
 * comes out the same whether it is drawn by itself or with others.
 */
export function candidateStream(seed: number, candidate: number, purpose: Purpose = 'draw'): RandomStream {
  const stream = new Xoshiro128(spread(seed, 4 * purposes.indexOf(purpose)));
  for (let skipped = 0; skipped < candidate; skipped++) stream.jump();
  return stream;
}

/** Four well-mixed words from a 32-bit seed, by splitmix32: neighbouring seeds share nothing. */
function spread(seed: number, from: number): [number, number, number, number] {
  return [mix(seed, from + 1), mix(seed, from + 2), mix(seed, from + 3), mix(seed, from + 4)];
}

/** The finalizer of MurmurHash3 over the `count`-th value of a Weyl sequence that starts at `seed`. */
function mix(seed: number, count: number): number {
  let word = (seed + Math.imul(count, 0x9e3779b9)) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
