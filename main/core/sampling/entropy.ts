import { inNucleus, type Nucleus } from './nucleus';

/**
 * Shannon entropy in nats of what is drawn from, the nucleus with its mass brought to one:
 * `-sum q ln q` with `q = p / mass`, from 0 for a single token to `ln n` for n equal ones.
 */
export function entropyOf(probabilities: Float64Array, nucleus: Nucleus): number {
  let sum = 0;
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] ?? 0;
    if (probability > 0 && inNucleus(probabilities, index, nucleus)) sum += probability * Math.log(probability);
  }
  // Rounding can leave a hair below nothing.
  return Math.max(0, Math.log(nucleus.mass) - sum / nucleus.mass);
}
