/**
 * Writes whole numbers >= 0 into 64-bit ones through their low words, which makes no BigInt per number. Every machine
 * that Electron runs on stores the low word first.
 */
export function writeInt64(target: BigInt64Array, source: Int32Array): void {
  const words = new Int32Array(target.buffer, target.byteOffset, 2 * target.length);
  for (let index = 0; index < source.length; index++) {
    words[2 * index] = source[index] ?? 0;
    words[2 * index + 1] = 0;
  }
}

export function readInt64(source: BigInt64Array): Int32Array {
  const words = new Int32Array(source.buffer, source.byteOffset, 2 * source.length);
  return Int32Array.from({ length: source.length }, (_, index) => words[2 * index] ?? 0);
}
