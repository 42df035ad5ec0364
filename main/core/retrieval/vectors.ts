/**
 * The cosine of two vectors of length 1, in -1..1: how well a text and a picture, or two of a kind, belong together.
 * Throws RangeError for vectors of different length.
 */
export function similarity(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) throw new RangeError(`Vectors of ${one.length} and ${other.length} numbers.`);
  // A search compares thousands of vectors: a callback for each number costs ten times as much as a plain loop, and one sum,
  // where each addition waits for the one before, about twice as much as four.
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const even = one.length - (one.length % 4);
  for (let index = 0; index < even; index += 4) {
    first += (one[index] ?? 0) * (other[index] ?? 0);
    second += (one[index + 1] ?? 0) * (other[index + 1] ?? 0);
    third += (one[index + 2] ?? 0) * (other[index + 2] ?? 0);
    fourth += (one[index + 3] ?? 0) * (other[index + 3] ?? 0);
  }
  for (let index = even; index < one.length; index++) first += (one[index] ?? 0) * (other[index] ?? 0);
  return first + second + third + fourth;
}

/** A document's vector: the mean of its parts (a picture and what is written about it), again of length 1. */
export function documentVector(parts: readonly [Float32Array, ...Float32Array[]]): Float32Array {
  const [first] = parts;
  const sum = first.map((_, index) => parts.reduce((total, part) => total + (part[index] ?? 0), 0));
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}
