import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentVector, similarity } from '../../../main/core/retrieval/vectors';

test('vectors of one direction have similarity 1, opposite ones -1, others what their angle says', () => {
  const right = Float32Array.of(1, 0);
  const up = Float32Array.of(0, 1);
  expect(similarity(right, right)).toBe(1);
  expect(similarity(right, Float32Array.of(-1, 0))).toBe(-1);
  expect(similarity(right, up)).toBe(0);
  expect(similarity(right, documentVector([right, up]))).toBeCloseTo(Math.SQRT1_2, 6);
});

test('vectors of different spaces are not compared', () => {
  expect(() => similarity(Float32Array.of(1), Float32Array.of(1, 0))).toThrow(RangeError);
});

const vector = fc.float32Array({ minLength: 4, maxLength: 4, noNaN: true, min: -1, max: 1 });

test('a document has length 1 and leans to neither of its parts', () => {
  fc.assert(
    fc.property(vector, vector, (one, other) => {
      fc.pre(Math.hypot(...one) > 0.1 && Math.hypot(...other) > 0.1);
      const [a, b] = [documentVector([one]), documentVector([other])];
      fc.pre(similarity(a, b) > -0.9);
      const document = documentVector([a, b]);
      expect(Math.hypot(...document)).toBeCloseTo(1, 4);
      expect(similarity(document, a)).toBeCloseTo(similarity(document, b), 4);
    }),
  );
});

test('parts that cancel each other out leave a vector of zeros, not of NaN', () => {
  expect([...documentVector([Float32Array.of(1, 0), Float32Array.of(-1, 0)])]).toEqual([0, 0]);
});
