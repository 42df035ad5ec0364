/**
 * Lays the indices of `values` out as a heap: the largest value on top, of equals the one with the lowest index. `heap` is
 * scratch of the same length. Takes n steps, and each {@link popLargest} then log n.
 */
export function buildHeap(values: Float64Array, heap: Int32Array): void {
  for (let index = 0; index < heap.length; index++) heap[index] = index;
  for (let root = (heap.length >> 1) - 1; root >= 0; root--) sink(values, heap, root, heap.length);
}

/** Takes the top off a heap of `size` > 0 indices; the others are then the first `size - 1` of `heap`. */
export function popLargest(values: Float64Array, heap: Int32Array, size: number): number {
  const largest = heap[0] ?? 0;
  heap[0] = heap[size - 1] ?? 0;
  sink(values, heap, 0, size - 1);
  return largest;
}

/** Whether index `one` has the larger value, or the same one and stands before `other`. */
export function comesBefore(values: Float64Array, one: number, other: number): boolean {
  const value = values[one] ?? 0;
  const otherValue = values[other] ?? 0;
  return value > otherValue || (value === otherValue && one < other);
}

/** Restores the order below `root`: every parent comes before its children. */
function sink(values: Float64Array, heap: Int32Array, root: number, size: number): void {
  const moving = heap[root] ?? 0;
  let parent = root;
  for (let child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
    if (child + 1 < size && comesBefore(values, heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
    if (!comesBefore(values, heap[child] ?? 0, moving)) break;
    heap[parent] = heap[child] ?? 0;
    parent = child;
  }
  heap[parent] = moving;
}
