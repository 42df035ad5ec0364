import { buildHeap, popLargest } from './heap';

/**
 * Top-k sampling (Fan et al. 2018): leaves the `k` >= 1 highest scores as they are and puts the others to
 * -Infinity, so that a softmax shares their probability among those left. Exactly k stay, of equals those with the lower
 * indices; from `scores.length` on nothing changes. `heap` is scratch of the same length. Takes n + k log n steps.
 */
export function keepTopK(scores: Float64Array, k: number, heap: Int32Array): void {
  if (k >= scores.length) return;
  popHighest(scores, k, heap);
  for (let place = 0; place < heap.length - k; place++) scores[heap[place] ?? 0] = Number.NEGATIVE_INFINITY;
}

/** The `k`-th highest score, 1 the highest; beyond the last one the lowest. `heap` is scratch of the same length. */
export function kthHighest(scores: Float64Array, k: number, heap: Int32Array): number {
  return scores[popHighest(scores, Math.min(k, scores.length), heap)] ?? Number.NaN;
}

/** The index of the `k`-th highest; those of lower scores are left at the front of `heap`. */
function popHighest(scores: Float64Array, k: number, heap: Int32Array): number {
  buildHeap(scores, heap);
  let index = -1;
  for (let popped = 0; popped < k; popped++) index = popLargest(scores, heap, heap.length - popped);
  return index;
}
