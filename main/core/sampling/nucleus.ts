/** The most likely tokens that are drawn from: `last` is the least likely of them, and of its equals the highest index. */
export type Nucleus = { mass: number; last: number };

/**
 * Finds the fewest most likely tokens that together reach `topP` (0 < topP <= 1), of equally likely ones those with lower
 * indices first. `heap` is scratch of the same length; `nucleus` receives the result. Takes n + k log n steps.
 */
export function findNucleus(probabilities: Float64Array, topP: number, heap: Int32Array, nucleus: Nucleus): void {
  buildHeap(probabilities, heap);
  nucleus.mass = 0;
  for (let size = heap.length; size > 0; size--) {
    nucleus.last = heap[0] ?? 0;
    nucleus.mass += probabilities[nucleus.last] ?? 0;
    if (nucleus.mass >= topP) return;
    heap[0] = heap[size - 1] ?? 0;
    sink(probabilities, heap, 0, size - 1);
  }
}

export function inNucleus(probabilities: Float64Array, index: number, nucleus: Nucleus): boolean {
  return !comesBefore(probabilities, nucleus.last, index);
}

function buildHeap(probabilities: Float64Array, heap: Int32Array): void {
  for (let index = 0; index < heap.length; index++) heap[index] = index;
  for (let root = (heap.length >> 1) - 1; root >= 0; root--) sink(probabilities, heap, root, heap.length);
}

/** Restores the order below `root`: every parent comes before its children. */
function sink(probabilities: Float64Array, heap: Int32Array, root: number, size: number): void {
  const moving = heap[root] ?? 0;
  let parent = root;
  for (let child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
    if (child + 1 < size && comesBefore(probabilities, heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
    if (!comesBefore(probabilities, heap[child] ?? 0, moving)) break;
    heap[parent] = heap[child] ?? 0;
    parent = child;
  }
  heap[parent] = moving;
}

function comesBefore(probabilities: Float64Array, one: number, other: number): boolean {
  const difference = (probabilities[one] ?? 0) - (probabilities[other] ?? 0);
  return difference > 0 || (difference === 0 && one < other);
}
