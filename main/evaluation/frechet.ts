/** Numbers that describe one picture. */
export type Features = Float64Array;

/** Mean and covariance of the features of many pictures. */
export type Statistics = { readonly count: number; readonly mean: Features; readonly covariance: Matrix };

/** Square and symmetric, row by row. */
type Matrix = { readonly size: number; readonly data: Float64Array };

/** The covariance is that of a sample (divided by one less than the count). Throws RangeError for fewer than two. */
export function statisticsOf(features: readonly Features[]): Statistics {
  const [first] = features;
  const count = features.length;
  if (first === undefined || count < 2) throw new RangeError('Statistics need two pictures at least.');
  const size = first.length;
  const mean = first.map((_, index) => features.reduce((sum, one) => sum + at(one, index), 0) / count);
  const data = new Float64Array(size * size);
  for (const one of features) {
    for (let row = 0; row < size; row++) {
      const left = at(one, row) - at(mean, row);
      for (let column = 0; column < size; column++) {
        data[row * size + column] =
          at(data, row * size + column) + (left * (at(one, column) - at(mean, column))) / (count - 1);
      }
    }
  }
  return { count, mean, covariance: { size, data } };
}

/**
 * The Fréchet distance of two normal distributions, squared as is usual:
 * |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)). Throws RangeError for features of different kinds.
 */
export function frechetDistance(one: Statistics, other: Statistics): number {
  if (one.mean.length !== other.mean.length) throw new RangeError('The features are of different kinds.');
  const apart = one.mean.reduce((sum, value, index) => sum + (value - at(other.mean, index)) ** 2, 0);
  // (S1 S2)^(1/2) has the trace of (R S2 R)^(1/2), with R R = S1, which is symmetric.
  const root = squareRoot(one.covariance);
  const middle = product(product(root, other.covariance), root);
  const shared = eigen(middle).values.reduce((sum, value) => sum + Math.sqrt(Math.max(value, 0)), 0);
  return Math.max(0, apart + trace(one.covariance) + trace(other.covariance) - 2 * shared);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

function trace({ size, data }: Matrix): number {
  return Array.from({ length: size }, (_, index) => at(data, index * size + index)).reduce((sum, one) => sum + one, 0);
}

function product(left: Matrix, right: Matrix): Matrix {
  const { size } = left;
  const data = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = at(left.data, row * size + inner);
      for (let column = 0; column < size; column++) {
        const place = row * size + column;
        data[place] = at(data, place) + factor * at(right.data, inner * size + column);
      }
    }
  }
  return { size, data };
}

function squareRoot(matrix: Matrix): Matrix {
  const { values, vectors } = eigen(matrix);
  const { size } = matrix;
  const data = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const root = Math.sqrt(Math.max(at(values, k), 0));
        sum += root * at(vectors.data, row * size + k) * at(vectors.data, column * size + k);
      }
      data[row * size + column] = sum;
    }
  }
  return { size, data };
}

const mostSweeps = 60;

/** Eigenvalues, and eigenvectors as columns, by Jacobi's rotations: slow for large matrices, exact for ours. */
function eigen(matrix: Matrix): { values: Float64Array; vectors: Matrix } {
  const { size } = matrix;
  const a = Float64Array.from(matrix.data);
  const v = Float64Array.from({ length: size * size }, (_, place) => (place % (size + 1) === 0 ? 1 : 0));
  const tiny = 1e-24 * (1 + a.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, size) > tiny; sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, k) => at(a, k * size + k)), vectors: { size, data: v } };
}

function offDiagonal(a: Float64Array, size: number): number {
  return a.reduce((sum, value, place) => (place % (size + 1) === 0 ? sum : sum + value * value), 0);
}

/** Turns rows and columns p and q so that the element where they meet becomes 0. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const meeting = at(a, p * size + q);
  if (meeting === 0) return;
  const half = (at(a, q * size + q) - at(a, p * size + p)) / (2 * meeting);
  const t = Math.sign(half || 1) / (Math.abs(half) + Math.hypot(half, 1));
  const c = 1 / Math.hypot(t, 1);
  const turn = (m: Float64Array, first: number, second: number) => {
    const [x, y] = [at(m, first), at(m, second)];
    m[first] = c * x - t * c * y;
    m[second] = t * c * x + c * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(v, k * size + p, k * size + q);
}
