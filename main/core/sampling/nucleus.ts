import { buildHeap, comesBefore, popLargest } from './heap';

/** The most likely tokens that are drawn from: `last` is the least likely of them, and of its equals the highest index. */
export type Nucleus = { mass: number; last: number };

/**
 * Top-p (Holtzman et al. 2020, section 3.1). Finds the fewest most likely tokens that together reach `topP`
 * (0 < topP <= 1), of equally likely ones those with lower indices first. `heap` is scratch of the same length; `nucleus`
 * receives the result. Takes n + k log n steps for a nucleus of k.
 */
export function findNucleus(probabilities: Float64Array, topP: number, heap: Int32Array, nucleus: Nucleus): void {
  buildHeap(probabilities, heap);
  nucleus.mass = 0;
  for (let size = heap.length; size > 0; size--) {
    nucleus.last = popLargest(probabilities, heap, size);
    nucleus.mass += probabilities[nucleus.last] ?? 0;
    if (nucleus.mass >= topP) return;
  }
}

/** The nucleus of top-p 1: every token. */
export function keepAll(probabilities: Float64Array, nucleus: Nucleus): void {
  let last = 0;
  for (let index = 1; index < probabilities.length; index++) {
    if (comesBefore(probabilities, last, index)) last = index;
  }
  nucleus.last = last;
  nucleus.mass = 1;
}

export function inNucleus(probabilities: Float64Array, index: number, nucleus: Nucleus): boolean {
  return !comesBefore(probabilities, nucleus.last, index);
}
