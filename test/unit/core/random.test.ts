import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import { Xoshiro128 } from '../../../main/core/random/xoshiro';

const words = (stream: Xoshiro128, count: number) => Array.from({ length: count }, () => stream.nextWord());

describe('xoshiro128**', () => {
  // Computed with whole numbers of any size in Python, straight from the authors' definition.
  test('gives the words of its definition', () => {
    const expected = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597];
    expect(words(new Xoshiro128([1, 2, 3, 4]), 9)).toEqual(expected);
  });

  // The step as a 128 x 128 matrix over GF(2), squared 64 times.
  test('jumps exactly 2^64 steps ahead', () => {
    const stream = new Xoshiro128([1, 2, 3, 4]);
    stream.jump();
    expect(words(stream, 4)).toEqual([1194304935, 745561276, 25819468, 3320478005]);
  });
});

describe('the random numbers of a candidate', () => {
  const seeds = fc.integer({ min: 0, max: 0xffffffff });
  const first = (seed: number, candidate: number) => {
    const stream = candidateStream(seed, candidate);
    return Array.from({ length: 8 }, () => stream.next());
  };

  test('lie in [0, 1)', () => {
    fc.assert(
      fc.property(seeds, fc.nat(7), (seed, candidate) => first(seed, candidate).every((one) => one >= 0 && one < 1)),
    );
  });

  test('depend on seed and candidate only, and on both', () => {
    fc.assert(
      fc.property(seeds, fc.nat(7), (seed, candidate) => {
        expect(first(seed, candidate)).toEqual(first(seed, candidate));
        expect(first(seed, candidate)).not.toEqual(first(seed, candidate + 1));
        expect(first(seed, candidate)).not.toEqual(first((seed + 1) >>> 0, candidate));
      }),
    );
  });

  test('are spread evenly', () => {
    const stream = candidateStream(0, 0);
    const tenths = new Array<number>(10).fill(0);
    for (let count = 0; count < 100_000; count++) {
      const tenth = Math.floor(10 * stream.next());
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // Five standard deviations of a binomial count.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });
});
