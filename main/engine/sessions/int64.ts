import { Tensor } from 'onnxruntime-node';

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

/** Whole numbers >= 0 as a tensor of 64-bit ones; `dims` is its shape. */
export function int64Tensor(numbers: Int32Array, dims: readonly number[]): Tensor {
  const data = new BigInt64Array(numbers.length);
  writeInt64(data, numbers);
  return new Tensor('int64', data, dims);
}

/** What a picture is read as: whole numbers as 64-bit ones, others as they are; `dims` is its shape. */
export function pictureTensor(numbers: Int32Array | Float32Array, dims: readonly number[]): Tensor {
  return numbers instanceof Int32Array ? int64Tensor(numbers, dims) : new Tensor('float32', numbers, dims);
}

export function readInt64(source: BigInt64Array): Int32Array {
  const words = new Int32Array(source.buffer, source.byteOffset, 2 * source.length);
  return Int32Array.from({ length: source.length }, (_, index) => words[2 * index] ?? 0);
}
