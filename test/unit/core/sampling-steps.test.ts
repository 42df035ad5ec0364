import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import { strategyOf } from '../../../main/core/sampling/candidate-pool';
import { contrast } from '../../../main/core/sampling/contrast';
import { entropyOf } from '../../../main/core/sampling/entropy';
import { penalizeRepetition } from '../../../main/core/sampling/repetition';
import { Sampler, type SamplerSettings } from '../../../main/core/sampling/sampler';
import { keepTopK, kthHighest } from '../../../main/core/sampling/top-k';
import { drawnDistribution } from '../../support/drawn-distribution';
import { samplingReference } from '../../support/sampling-reference';

const size = 20;
const none = Number.NEGATIVE_INFINITY;
const all = Int32Array.from({ length: size }, (_, index) => index);
const plain: SamplerSettings = { temperature: 1, topP: 1, scales: [] };

const logit = fc.float({ min: -30, max: 30, noNaN: true });
const rows = (streams: number) => fc.array(logit, { minLength: size * streams, maxLength: size * streams });
const ks = fc.integer({ min: 1, max: size });
const alphas = fc.double({ min: 0.001, max: 1, noNaN: true });

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function settingsWith(streams: number) {
  const contrastive = streams === 1 ? fc.constant(undefined) : fc.option(fc.record({ k: ks, alpha: alphas }), nothing);
  return fc.record({
    temperature: fc.double({ min: 0.1, max: 4, noNaN: true }),
    topP: fc.double({ min: 0.01, max: 1, noNaN: true }),
    scales: fc.array(fc.double({ min: 0.5, max: 8, noNaN: true }), { minLength: streams - 1, maxLength: streams - 1 }),
    topK: fc.option(ks, nothing),
    cdk: contrastive,
    repetition: fc.option(
      fc.record({ penalty: fc.double({ min: 1, max: 3, noNaN: true }), seen: fc.uniqueArray(fc.nat(size)).map(toSet) }),
      nothing,
    ),
  });
}
const nothing = { nil: undefined };
const toSet = (ids: number[]): ReadonlySet<number> => new Set(ids);

/** Settings together with logits of as many streams. */
const situations = fc
  .integer({ min: 1, max: 3 })
  .chain((streams) => fc.record({ settings: settingsWith(streams), logits: rows(streams), seed: fc.nat() }));

function offsetsOf(logits: readonly number[]): number[] {
  return Array.from({ length: logits.length / size }, (_, stream) => size * stream);
}

function drawsOf(logits: readonly number[], settings: SamplerSettings, seed: number, count = 8): number[] {
  const sampler = new Sampler(all, settings);
  const random = candidateStream(seed, 0);
  const floats = Float32Array.from(logits);
  return Array.from({ length: count }, () => sampler.sample(floats, offsetsOf(logits), random));
}

function distributionOf(logits: readonly number[], settings: SamplerSettings): number[] {
  const sampler = new Sampler(all, settings);
  const floats = Float32Array.from(logits);
  return drawnDistribution(all, (random) => sampler.sample(floats, offsetsOf(logits), random));
}

function keptOf(scores: readonly number[], k: number): number[] {
  const kept = Float64Array.from(scores);
  keepTopK(kept, k, new Int32Array(scores.length));
  return [...kept];
}

function contrastOf(expert: readonly number[], amateur: readonly number[], k: number, alpha: number): number[] {
  const scores = Float64Array.from(expert);
  const allowed = Int32Array.from(expert, (_, index) => index);
  contrast(scores, Float32Array.from(amateur), 0, allowed, { k, alpha }, new Int32Array(expert.length));
  return [...scores];
}

function penalized(scores: readonly number[], allowed: readonly number[], seen: readonly number[], penalty: number) {
  const changed = Float64Array.from(scores);
  penalizeRepetition(changed, Int32Array.from(allowed), { penalty, seen: new Set(seen) });
  return [...changed];
}

describe('the sampler', () => {
  test.each(samplingReference)('draws as PyTorch says: $settings', ({ settings, logits, allowed, ...expected }) => {
    const sampler = new Sampler(allowed, settings);
    const offsets = logits.map((row, stream) => row.length * stream);
    const floats = Float32Array.from(logits.flat());
    const probabilities = drawnDistribution(allowed, (random) => sampler.sample(floats, offsets, random));
    probabilities.forEach((probability, index) => {
      expect(probability).toBeCloseTo(expected.probabilities[index] ?? Number.NaN, 9);
    });
    expect(sampler.entropy).toBeCloseTo(expected.entropy, 9);
  });

  test('draws by probabilities that sum to one', () => {
    fc.assert(
      fc.property(situations, ({ settings, logits }) => {
        const probabilities = distributionOf(logits, settings);
        expect(sum(probabilities)).toBeCloseTo(1, 9);
        expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });

  test('draws the same by the same seed', () => {
    fc.assert(
      fc.property(situations, ({ settings, logits, seed }) => {
        expect(drawsOf(logits, settings, seed)).toEqual(drawsOf(logits, settings, seed));
      }),
    );
  });

  test('changes nothing by steps that keep everything', () => {
    const idle = { topP: 1, topK: size, repetition: { penalty: 1, seen: toSet([...all]) } };
    fc.assert(
      fc.property(rows(1), fc.nat(), (logits, seed) => {
        expect(drawsOf(logits, { ...plain, ...idle }, seed)).toEqual(drawsOf(logits, plain, seed));
      }),
    );
  });

  test('of guidance scale 1 draws as the most conditioned stream alone', () => {
    fc.assert(
      fc.property(rows(3), (logits) => {
        const guided = distributionOf(logits, { ...plain, scales: [1, 1] });
        distributionOf(logits.slice(2 * size), plain).forEach((probability, index) => {
          expect(guided[index]).toBeCloseTo(probability, 9);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('draws in the frequencies of the probabilities', () => {
    const [one] = samplingReference;
    if (one === undefined) throw new Error('There is no reference.');
    const draws = 20_000;
    const sampler = new Sampler(one.allowed, one.settings);
    const random = candidateStream(11, 0);
    const logits = Float32Array.from(one.logits.flat());
    const counts = new Map<number, number>();
    for (let count = 0; count < draws; count++) {
      const token = sampler.sample(logits, [0], random);
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    const squares = one.probabilities.map((probability, index) => {
      const expected = draws * probability;
      return ((counts.get(one.allowed[index] ?? -1) ?? 0) - expected) ** 2 / expected;
    });
    expect(squares).toHaveLength(18);
    // The 0.999 quantile of chi-square with 17 degrees of freedom.
    expect(sum(squares)).toBeLessThan(40.79);
  });

  test('is greedy over the contrast at temperature 0', () => {
    const amateur = all.reduce<number[]>((logits, id) => [...logits, id === 3 ? 4 : 0], []);
    const expert = amateur.with(3, 5).with(8, 4);
    const greedy = { ...plain, temperature: 0, scales: [1] };
    expect(drawsOf([...amateur, ...expert], greedy, 1, 1)).toEqual([3]);
    expect(drawsOf([...amateur, ...expert], { ...greedy, cdk: { k: 1, alpha: 0.1 } }, 1, 1)).toEqual([8]);
    expect(drawsOf([...amateur, ...expert], { ...greedy, cdk: { k: 1, alpha: 0.5 } }, 1, 1)).toEqual([3]);
  });

  test('heeds what was seen since the last draw', () => {
    const seen = new Set<number>();
    const sampler = new Sampler(all, { ...plain, temperature: 0, repetition: { penalty: 2, seen } });
    const logits = new Float32Array(size).with(4, 3).with(9, 2);
    const next = () => sampler.sample(logits, [0], candidateStream(1, 0));
    expect(next()).toBe(4);
    seen.add(4);
    expect(next()).toBe(9);
  });

  test.each<[string, Partial<SamplerSettings>]>([
    ['top-k 0', { topK: 0 }],
    ['a broken top-k', { topK: 2.5 }],
    ['k 0', { scales: [1], cdk: { k: 0, alpha: 0.5 } }],
    ['alpha 0', { scales: [1], cdk: { k: 1, alpha: 0 } }],
    ['alpha above 1', { scales: [1], cdk: { k: 1, alpha: 1.1 } }],
    ['CD-K of one stream', { cdk: { k: 1, alpha: 0.5 } }],
    ['a penalty of 0', { repetition: { penalty: 0, seen: new Set() } }],
  ])('refuses %s', (_, settings) => {
    expect(() => new Sampler(all, { ...plain, ...settings })).toThrow(RangeError);
  });
});

describe('entropy', () => {
  test('is that of what is left after the cuts', () => {
    expect(entropyOf(Float64Array.of(0.25, 0.25, 0.25, 0.25), { mass: 1, last: 3 })).toBeCloseTo(Math.log(4), 12);
    expect(entropyOf(Float64Array.of(0.4, 0.4, 0.2), { mass: 0.8, last: 1 })).toBeCloseTo(Math.log(2), 12);
    expect(entropyOf(Float64Array.of(0, 1, 0), { mass: 1, last: 2 })).toBe(0);
  });

  test('is nothing before a draw and where nothing is left to chance', () => {
    const greedy = new Sampler(all, { ...plain, temperature: 0 });
    const single = new Sampler(all, { ...plain, topK: 1 });
    expect(single.entropy).toBe(0);
    for (const sampler of [greedy, single]) {
      sampler.sample(Float32Array.from(all), [0], candidateStream(1, 0));
      expect(sampler.entropy).toBe(0);
    }
  });
});

describe('top-k', () => {
  test('keeps the k highest scores, of equals the lower ids', () => {
    expect(keptOf([1, 3, 2, 3, 0], 2)).toEqual([none, 3, none, 3, none]);
    expect(keptOf([1, 1, 1, 1], 3)).toEqual([1, 1, 1, none]);
    expect(keptOf([1, none, 2], 5)).toEqual([1, none, 2]);
  });

  test('agrees with sorting', () => {
    fc.assert(
      fc.property(rows(1), ks, (scores, k) => {
        const sorted = scores.toSorted((one, other) => other - one);
        const kept = keptOf(scores, k).filter((score) => score !== none);
        expect(kept.toSorted((one, other) => other - one)).toEqual(sorted.slice(0, k));
        expect(kthHighest(Float64Array.from(scores), k, new Int32Array(size))).toBe(sorted[k - 1]);
      }),
    );
  });
});

describe('CD-K', () => {
  /** By the formula, with probabilities. */
  function byFormula(expert: readonly number[], amateur: readonly number[], k: number, alpha: number): number[] {
    const pExpert = softmaxOf(expert);
    const pAmateur = softmaxOf([...Float32Array.from(amateur)]);
    const kth = pExpert.toSorted((one, other) => other - one)[k - 1] ?? Number.NaN;
    return pExpert.map((p, index) => (p >= alpha * kth ? Math.log(p) - Math.log(pAmateur[index] ?? 0) : none));
  }

  function softmaxOf(scores: readonly number[]): number[] {
    const weights = scores.map((score) => Math.exp(score - Math.max(...scores)));
    return weights.map((weight) => weight / sum(weights));
  }

  test.each([
    ['k = 1 is plain contrastive decoding over the plausible tokens', fc.constant(1)],
    ['any k is the formula', ks],
  ])('with %s', (_, someK) => {
    // Away from the cutoff, where rounding decides.
    const alpha = fc.integer({ min: 1, max: 999 }).map((part) => (part + 0.37) / 1000);
    fc.assert(
      fc.property(rows(1), rows(1), someK, alpha, (expert, amateur, k, share) => {
        const actual = softmaxOf(contrastOf(expert, amateur, k, share));
        softmaxOf(byFormula(expert, amateur, k, share)).forEach((probability, index) => {
          expect(actual[index]).toBeCloseTo(probability, 6);
        });
      }),
    );
  });

  test('keeps exactly the tokens that reach the cutoff, at alpha 1 the k best and their equals', () => {
    const plausible = (k: number, alpha: number) =>
      contrastOf([3, 1, 2, 1, 0].map(Math.log), [0, 0, 0, 0, 0], k, alpha).flatMap((score, index) =>
        score === none ? [] : [index],
      );
    expect(plausible(1, 1)).toEqual([0]);
    expect(plausible(2, 1)).toEqual([0, 2]);
    expect(plausible(3, 1)).toEqual([0, 1, 2, 3]);
    expect(plausible(1, 0.34)).toEqual([0, 2]);
    expect(plausible(1, 0.33)).toEqual([0, 1, 2, 3]);
    expect(plausible(5, 0.5)).toEqual([0, 1, 2, 3]);
  });
});

describe('the half-and-half pool', () => {
  test('takes turns', () => {
    expect([0, 1, 2, 3, 4].map(strategyOf)).toEqual(['top-p', 'cd-k', 'top-p', 'cd-k', 'top-p']);
  });
});

describe('the repetition penalty', () => {
  test('divides what is above zero and multiplies what is below', () => {
    expect(penalized([2, -2, 0, 3], [4, 6, 7, 9], [4, 6, 7], 2)).toEqual([1, -4, 0, 3]);
  });

  test('leaves out ids that are not allowed', () => {
    expect(penalized([2, 3], [4, 6], [0, 3, 5, 7], 2)).toEqual([2, 3]);
  });

  test('never makes a seen token likelier, nor another one less likely', () => {
    fc.assert(
      fc.property(rows(1), fc.uniqueArray(fc.nat(size - 1)), fc.double({ min: 1, max: 5, noNaN: true }), (...given) => {
        const [scores, seen, penalty] = given;
        penalized(scores, [...all], seen, penalty).forEach((score, index) => {
          const before = scores[index] ?? 0;
          expect(seen.includes(index) ? score <= before : score === before).toBe(true);
        });
      }),
    );
  });
});
