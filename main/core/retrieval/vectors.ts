/**
 * The cosine of two vectors of length 1, in -1..1: how well a text and a picture, or two of a kind, belong together.
 * Throws RangeError for vectors of different length.
 */
export function similarity(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) throw new RangeError(`Vectors of ${one.length} and ${other.length} numbers.`);
  // A plain loop: a search compares thousands of vectors, and a callback for each number costs ten times as much.
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** A document's vector: the mean of its parts (a picture and what is written about it), again of length 1. */
export function documentVector(parts: readonly [Float32Array, ...Float32Array[]]): Float32Array {
  const [first] = parts;
  const sum = first.map((_, index) => parts.reduce((total, part) => total + (part[index] ?? 0), 0));
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}
