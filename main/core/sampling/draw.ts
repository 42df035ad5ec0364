import { inNucleus, type Nucleus } from './nucleus';

/**
 * Draws an index of the nucleus by a uniform number in [0, 1). The tokens are laid out by index, not by likelihood, so
 * that a wide nucleus draws what no nucleus would.
 */
export function draw(probabilities: Float64Array, nucleus: Nucleus, uniform: number): number {
  let remaining = uniform * nucleus.mass;
  let chosen = nucleus.last;
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] ?? 0;
    if (probability === 0 || !inNucleus(probabilities, index, nucleus)) continue;
    remaining -= probability;
    chosen = index;
    if (remaining < 0) break;
  }
  // Rounding can leave a hair's breadth beyond the last token, which then is the chosen one.
  return chosen;
}
