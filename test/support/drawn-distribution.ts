import type { RandomStream } from '../../main/core/random/xoshiro';

/** A random stream that gives one number for ever. */
const always = (uniform: number): RandomStream => ({ next: () => uniform });

/**
 * The probability of each id, told from draws alone: an id's share of the uniform numbers, its end found by halving. For
 * draws that lay `ids` out from 0 to 1 in their order. Exact to 2^-48 each.
 */
export function drawnDistribution(ids: Int32Array, draw: (random: RandomStream) => number): number[] {
  let start = 0;
  return Array.from(ids, (id) => {
    const end = endOf((uniform) => draw(always(uniform)) <= id);
    const share = end - start;
    start = end;
    return share;
  });
}

/** Where in [0, 1] the answer turns from true to false. */
function endOf(isBefore: (uniform: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let halving = 0; halving < 48; halving++) {
    const middle = (low + high) / 2;
    if (isBefore(middle)) low = middle;
    else high = middle;
  }
  return isBefore(low) ? high : low;
}
