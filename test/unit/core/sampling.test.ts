import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import { draw } from '../../../main/core/sampling/draw';
import { highest } from '../../../main/core/sampling/greedy';
import { guide } from '../../../main/core/sampling/guidance';
import { findNucleus, inNucleus, type Nucleus } from '../../../main/core/sampling/nucleus';
import { Sampler, type SamplerSettings } from '../../../main/core/sampling/sampler';
import { softmax } from '../../../main/core/sampling/softmax';
import { StudioError } from '../../../preload/contract';

const logit = fc.float({ min: -30, max: 30, noNaN: true });
const rows = (streams: number) => fc.array(logit, { minLength: 20 * streams, maxLength: 20 * streams });
const all = Int32Array.from({ length: 20 }, (_, index) => index);

function guided(
  streams: readonly (readonly number[])[],
  scales: readonly number[],
  allowed: readonly number[],
): number[] {
  const scores = new Float64Array(allowed.length);
  const offsets = streams.map((_, stream) => stream * (streams[0]?.length ?? 0));
  guide(Float32Array.from(streams.flat()), offsets, scales, Int32Array.from(allowed), scores);
  return [...scores];
}

function probabilitiesOf(scores: readonly number[], temperature = 1): Float64Array {
  const probabilities = Float64Array.from(scores);
  softmax(probabilities, Math.max(...scores), temperature);
  return probabilities;
}

function nucleusOf(probabilities: Float64Array, topP: number): { nucleus: Nucleus; kept: number[] } {
  const nucleus = { mass: 0, last: 0 };
  findNucleus(probabilities, topP, new Int32Array(probabilities.length), nucleus);
  return { nucleus, kept: [...probabilities.keys()].filter((index) => inNucleus(probabilities, index, nucleus)) };
}

function sampled(logits: readonly number[], settings: Partial<SamplerSettings>, streams = 1, seed = 1): number {
  const sampler = new Sampler(all, { temperature: 1, topP: 1, scales: [], ...settings });
  const offsets = Array.from({ length: streams }, (_, stream) => 20 * stream);
  return sampler.sample(Float32Array.from(logits), offsets, candidateStream(seed, 0));
}

// Values from PyTorch, in double precision.
describe('guidance', () => {
  const u = [0.5, -1, 2, 0, 1.5];
  const i = [1, -0.5, 1, 0.25, 1.5];
  const f = [2, 0, 0.5, 0.5, -1];

  test('of one stream is the stream itself', () => {
    expect(guided([f], [], [0, 1, 2, 3, 4])).toEqual(f);
  });

  test('of two streams is u + a (c - u)', () => {
    expect(guided([u, f], [3], [0, 1, 2, 3, 4])).toEqual([5, 2, -2.5, 1.5, -6]);
  });

  test('of three streams is u + si (i - u) + st (full - i)', () => {
    expect(guided([u, i, f], [1.5, 7.5], [0, 1, 2, 3, 4])).toEqual([8.75, 3.5, -3.25, 2.25, -17.25]);
  });

  test('reads the allowed tokens only', () => {
    expect(guided([u, f], [3], [1, 3])).toEqual([2, 1.5]);
  });

  test('of scale 1 is no guidance', () => {
    fc.assert(
      fc.property(rows(2), (both) => {
        const conditional = both.slice(20);
        const scores = guided([both.slice(0, 20), conditional], [1], [...all]);
        scores.forEach((score, index) => {
          expect(score).toBeCloseTo(conditional[index] ?? 0, 9);
        });
      }),
    );
  });
});

describe('softmax', () => {
  test('gives the values of PyTorch', () => {
    const expected = [0.9798886587124765, 0.013486978520653326, 2.17781792429107e-5, 0.006602437847409615, 1.467402e-7];
    probabilitiesOf([5, 2, -2.5, 1.5, -6], 0.7).forEach((probability, index) => {
      expect(probability).toBeCloseTo(expected[index] ?? 0, 12);
    });
  });

  test('sums to one and keeps the order', () => {
    fc.assert(
      fc.property(rows(1), fc.double({ min: 0.05, max: 4, noNaN: true }), (scores, temperature) => {
        const probabilities = probabilitiesOf(scores, temperature);
        expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
        expect(probabilities[highest(Float64Array.from(scores))]).toBe(Math.max(...probabilities));
      }),
    );
  });
});

describe('top-p', () => {
  const probabilities = probabilitiesOf([1, 3, 2, 0, 2.5]);

  // Sorted: 0.463 (1), 0.281 (4), 0.170 (2), 0.063 (0), 0.023 (3); sums 0.463, 0.744, 0.914, 0.977, 1.
  test.each([
    [0.4, [1]],
    [0.47, [1, 4]],
    [0.75, [1, 2, 4]],
    [0.92, [0, 1, 2, 4]],
    [0.99, [0, 1, 2, 3, 4]],
  ])('%d keeps the fewest tokens that reach it', (topP, expected) => {
    expect(nucleusOf(probabilities, topP).kept).toEqual(expected);
  });

  test('keeps the lower ids of equals', () => {
    expect(nucleusOf(Float64Array.of(0.25, 0.25, 0.25, 0.25), 0.5).kept).toEqual([0, 1]);
  });

  test('agrees with sorting', () => {
    const topPs = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(rows(1), topPs, (scores, topP) => {
        const weights = probabilitiesOf(scores);
        const sorted = [...weights.keys()].sort(
          (one, other) => (weights[other] ?? 0) - (weights[one] ?? 0) || one - other,
        );
        let mass = 0;
        const wanted = sorted.filter((index) => {
          const open = mass < topP;
          if (open) mass += weights[index] ?? 0;
          return open;
        });
        const { nucleus, kept } = nucleusOf(weights, topP);
        expect(kept).toEqual(wanted.sort((one, other) => one - other));
        expect(nucleus.mass).toBeCloseTo(mass, 12);
      }),
    );
  });

  test('of 1 changes nothing', () => {
    fc.assert(
      fc.property(rows(1), fc.nat(), (logits, seed) => {
        expect(sampled(logits, { topP: 1 }, 1, seed)).toBe(sampled(logits, { topP: 1 - 2 ** -53 }, 1, seed));
      }),
    );
  });
});

describe('drawing', () => {
  const probabilities = Float64Array.of(0.1, 0, 0.6, 0.3);
  const everything = { mass: 1, last: 1 };

  test.each([
    [0, 0],
    [0.0999, 0],
    [0.1001, 2],
    [0.6999, 2],
    [0.7001, 3],
    [1 - 2 ** -53, 3],
  ])('by %d gives token %i', (uniform, token) => {
    expect(draw(probabilities, everything, uniform)).toBe(token);
  });

  test('stays inside the nucleus and spreads it over all numbers', () => {
    const { nucleus } = nucleusOf(probabilities, 0.8);
    expect(draw(probabilities, nucleus, 0)).toBe(2);
    expect(draw(probabilities, nucleus, 0.65)).toBe(2);
    expect(draw(probabilities, nucleus, 0.67)).toBe(3);
  });

  test('follows the probabilities', () => {
    const sampler = new Sampler(Int32Array.of(0, 1, 2, 3), { temperature: 1, topP: 1, scales: [] });
    const logits = Float32Array.from(probabilities, (one) => (one === 0 ? -1000 : Math.log(one)));
    const random = candidateStream(3, 0);
    const counts = [0, 0, 0, 0];
    for (let count = 0; count < 20_000; count++) {
      const token = sampler.sample(logits, [0], random);
      counts[token] = (counts[token] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    // Five standard deviations.
    counts.forEach((count, token) => {
      expect(Math.abs(count - 20_000 * (probabilities[token] ?? 0))).toBeLessThan(350);
    });
  });
});

describe('the sampler', () => {
  test('is greedy at temperature 0, whatever top-p and seed, with ties to the lowest id', () => {
    fc.assert(
      fc.property(rows(1), fc.nat(), fc.double({ min: 0.01, max: 1, noNaN: true }), (logits, seed, topP) => {
        const floats = [...Float32Array.from(logits)];
        expect(sampled(logits, { temperature: 0, topP }, 1, seed)).toBe(floats.indexOf(Math.max(...floats)));
      }),
    );
  });

  test('draws from the guided scores', () => {
    const unconditional = new Array<number>(20).fill(0).with(4, 5);
    const conditional = new Array<number>(20).fill(0).with(4, 5).with(9, 3);
    const both = [...unconditional, ...conditional];
    expect(sampled(both, { temperature: 0, scales: [1] }, 2)).toBe(4);
    expect(sampled(both, { temperature: 0, scales: [2] }, 2)).toBe(9);
  });

  test('gives ids of the vocabulary, not places in the allowed range', () => {
    const sampler = new Sampler(Int32Array.of(7, 9), { temperature: 0, topP: 1, scales: [] });
    const logits = new Float32Array(20).fill(5).with(9, 6).with(3, 99);
    expect(sampler.sample(logits, [0], candidateStream(0, 0))).toBe(9);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d instead of drawing nonsense', (bad) => {
    const failing = () => sampled(new Array<number>(20).fill(0).with(6, bad), {});
    expect(failing).toThrow(StudioError);
    expect(failing).toThrow(/not numbers/);
  });
});
