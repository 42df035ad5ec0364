import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Features, frechetDistance, statisticsOf } from '../../../main/evaluation/frechet';
import { Likeness, featuresOf, fewestPictures } from '../../../main/evaluation/likeness';
import type { SuiteScene } from '../../../main/evaluation/suite';

const vectors = (...rows: number[][]): Features[] => rows.map((row) => Float64Array.from(row));

describe('the Fréchet distance', () => {
  test('of numbers on a line is the difference of means and deviations, squared', () => {
    const one = statisticsOf(vectors([-1], [1]));
    const other = statisticsOf(vectors([2], [8]));
    // Means 0 and 5, deviations sqrt(2) and sqrt(18).
    expect(frechetDistance(one, other)).toBeCloseTo(25 + (Math.sqrt(2) - Math.sqrt(18)) ** 2, 9);
  });

  test('of correlated pairs is what the eigenvalues of S1 S2 give in NumPy', () => {
    const one = statisticsOf(vectors([1, 2, 0], [2, 1, 1], [3, 5, 2], [4, 3, 7], [0, 1, 1]));
    const other = statisticsOf(vectors([0, 1, 3], [2, 2, 5], [1, 4, 4], [5, 0, 1], [2, 7, 2]));
    expect(frechetDistance(one, other)).toBeCloseTo(9.29820130808902, 6);
  });

  const picture = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 });
  const many = fc.array(picture, { minLength: 6, maxLength: 12 });

  test('is 0 to itself, the same both ways, and grows by the square of a shift', () => {
    fc.assert(
      fc.property(many, many, fc.integer({ min: 1, max: 20 }), (left, right, shift) => {
        const [one, other] = [statisticsOf(vectors(...left)), statisticsOf(vectors(...right))];
        const moved = statisticsOf(vectors(...left.map(([first = 0, ...rest]) => [first + shift, ...rest])));
        expect(frechetDistance(one, one)).toBeCloseTo(0, 4);
        expect(frechetDistance(one, other)).toBeCloseTo(frechetDistance(other, one), 3);
        expect(frechetDistance(one, moved)).toBeCloseTo(shift * shift, 4);
      }),
    );
  });

  test('needs two pictures, and features of one kind', () => {
    expect(() => statisticsOf(vectors([1]))).toThrow(RangeError);
    const [one, other] = [statisticsOf(vectors([1], [2])), statisticsOf(vectors([1, 2], [2, 3]))];
    expect(() => frechetDistance(one, other)).toThrow(RangeError);
  });
});

test('scores of cells become their mean and largest value, others stay', () => {
  const scores = { kinds: Float32Array.of(0, 1, 2, 5, -4, -3, -2, -1), time: Float32Array.of(7, 8, 9) };
  expect([...featuresOf(scores, 4)]).toEqual([2, 5, -2.5, -1, 7, 8, 9]);
});

describe('likeness', () => {
  const scene = { seed: 1 } as SuiteScene;
  const judged = { features: (file: Uint8Array) => Promise.resolve(Float64Array.from(file)) };

  test('compares what was drawn with what the renderer makes of the same scenes', async () => {
    let number = 0;
    const likeness = new Likeness(judged, () => Promise.resolve(Uint8Array.of(number % 5, (number * 3) % 7)));
    for (; number < fewestPictures; number++) {
      if (number === fewestPictures - 1) expect(likeness.distance()).toBeUndefined();
      await likeness.note(scene, Uint8Array.of((number % 5) + 3, (number * 3) % 7));
    }
    expect(likeness.distance()?.pictures).toBe(fewestPictures);
    expect(likeness.distance()?.distance).toBeCloseTo(9, 6);
    expect(likeness.distance()?.floor).toBeLessThan(1);
  });
});
