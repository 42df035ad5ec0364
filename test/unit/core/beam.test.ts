import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { beamRowCount, type BeamSearch, beamSearch } from '../../../main/core/generator/beam';
import { BestCandidates } from '../../../main/core/generator/best-candidates';
import { type Hypothesis, penalizeLength } from '../../../main/core/generator/hypotheses';
import { planRows } from '../../../main/core/generator/plan-rows';
import { anyOf, type GrammarState } from '../../../main/core/grammar/grammar';
import { textCourse } from '../../../main/core/tokens/course';
import { createElements, setElement } from '../../../main/core/tokens/elements';
import { type Layout, textPlace } from '../../../main/core/tokens/place';
import { StudioError } from '../../../preload/contract';
import { FakeDecoder } from '../../support/fake-decoder';
import { beamReference } from '../../support/sampling-reference';

const layout: Layout = {
  positions: { kind: 'segment-row-column', neutral: -8, nextCell: true },
  kinds: { text: 0, image: 1, source: 2, control: 3 },
};
const { vocabularySize, end } = beamReference;
const ids = Int32Array.from({ length: vocabularySize }, (_, id) => id);
const pad = 0;

/** A prompt of tokens 0, so many of them, and room for `length` more. */
function promptOf(size: number, length: number) {
  const elements = createElements(size);
  for (let t = 0; t < size; t++) setElement(elements, t, 0, textPlace(layout, t), textPlace(layout, t + 1), layout);
  return { elements, course: textCourse(layout, size, length) };
}

function searchOf(change: Partial<BeamSearch> = {}): BeamSearch {
  return {
    streams: [promptOf(2, 3)],
    scales: [],
    grammar: anyOf(ids, new Set([end])),
    beams: 3,
    results: 3,
    lengthPenalty: 1,
    pad,
    layout,
    signal: new AbortController().signal,
    ...change,
  };
}

/** What the reference says after everything a row has read behind its prompt of two. */
const byTable = (read: readonly number[]) => beamReference.logits[read.slice(2).join(' ')] ?? zeros();
const zeros = () => new Array<number>(vocabularySize).fill(0);

const tableDecoder = (rows: number) => new FakeDecoder(rows, vocabularySize, byTable);

/** Every text there is, best first: all that end, and those of full length. */
function everyText(length: number, penalty: number, logits: (written: readonly number[]) => ArrayLike<number>) {
  const texts: Hypothesis[] = [];
  const visit = (written: readonly number[], reached: number): void => {
    const row = [...Float32Array.from(logits(written))];
    const normalizer = Math.log(row.reduce((total, one) => total + Math.exp(one), 0));
    for (const [token, one] of row.entries()) {
      const logProbability = reached + one - normalizer;
      const tokens = token === end ? written : [...written, token];
      if (token !== end && tokens.length < length) visit(tokens, logProbability);
      else texts.push({ tokens, logProbability, score: logProbability / (written.length + 1) ** penalty });
    }
  };
  visit([], 0);
  return texts.sort((one, other) => other.score - one.score);
}

function expectSame(actual: readonly Hypothesis[], expected: readonly Hypothesis[]): void {
  expect(actual.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
  for (const [index, { score, logProbability }] of actual.entries()) {
    expect(score).toBeCloseTo(expected[index]?.score ?? Number.NaN, 9);
    expect(logProbability).toBeCloseTo(expected[index]?.logProbability ?? Number.NaN, 9);
  }
}

describe('beam search', () => {
  test.each(beamReference.cases)(
    'of $beams beams up to $length tokens with length penalty $lengthPenalty finds what NumPy finds',
    async ({ beams, length, lengthPenalty, hypotheses }) => {
      const search = searchOf({ streams: [promptOf(2, length)], beams, results: beams, lengthPenalty });
      expectSame(await beamSearch(tableDecoder(beams), search), hypotheses);
    },
  );

  test('that is wide enough finds the best of all texts', async () => {
    for (const lengthPenalty of [0, 0.7, 2]) {
      const best = everyText(3, lengthPenalty, (written) => beamReference.logits[written.join(' ')] ?? zeros());
      const search = searchOf({ beams: best.length, results: 10, lengthPenalty });
      expectSame(await beamSearch(tableDecoder(best.length), search), best.slice(0, 10));
    }
  });

  test('of one beam is greedy', async () => {
    const logits = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 4 * vocabularySize, maxLength: 99 });
    await fc.assert(
      fc.asyncProperty(logits, async (numbers) => {
        const logitsOf = (read: readonly number[]) => numbers.slice((read.length - 2) * vocabularySize).slice(0, 6);
        const [hypothesis] = await beamSearch(
          new FakeDecoder(1, vocabularySize, (read) => (read.length < 2 ? zeros() : logitsOf(read))),
          searchOf({ beams: 1, results: 1 }),
        );
        const greedy = [2, 3, 4].map((size) => {
          const row = logitsOf(new Array<number>(size).fill(0));
          return row.indexOf(Math.max(...row));
        });
        const stop = greedy.indexOf(end);
        expect(hypothesis?.tokens).toEqual(stop < 0 ? greedy : greedy.slice(0, stop));
      }),
    );
  });

  test('writes each beam on its own past and feeds rows without a beam with padding', async () => {
    const decoder = tableDecoder(5);
    const search = searchOf({ grammar: anyOf(Int32Array.of(1, 2)), beams: 4, results: 4 });
    expect(await beamSearch(decoder, search)).toHaveLength(4);
    expect(decoder.steps.map(({ tokens }) => [...tokens].sort())).toEqual([
      [pad, pad, pad, 1, 2],
      [pad, 1, 1, 2, 2],
    ]);
    expect(
      decoder.read
        .slice(0, 4)
        .map((read) => read.slice(2).join(''))
        .sort(),
    ).toEqual(['11', '12', '21', '22']);
    expect([...(decoder.steps[1]?.keyPositions ?? [])].slice(0, 3)).toEqual([3, -8, -8]);
  });

  test('weighs guidance streams, each in rows of its own', async () => {
    const scale = 2.5;
    const twin = (read: readonly number[]) => zeros().map((_, id) => ((id * 7 + read.length) % 5) / 2);
    const guided = (written: readonly number[]) => {
      const unconditional = twin([0, ...written]);
      const conditional = beamReference.logits[written.join(' ')] ?? zeros();
      return unconditional.map((one, id) => one + scale * ((conditional[id] ?? 0) - one));
    };
    const search = searchOf({ streams: [promptOf(1, 3), promptOf(2, 3)], scales: [scale], beams: 99, results: 5 });
    const decoder = new FakeDecoder(beamRowCount(search), vocabularySize, (read, row) =>
      row % 2 === 0 ? twin(read) : byTable(read),
    );
    const found = await beamSearch(decoder, { ...search, lengthPenalty: 0 });
    const expected = everyText(3, 0, guided).slice(0, 5);
    expect(found.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
    expect(found[0]?.score).toBeCloseTo(expected[0]?.score ?? Number.NaN, 4);
  });

  test('makes a token less likely that the beam has written before', async () => {
    const decoder = () => new FakeDecoder(2, vocabularySize, () => zeros().with(1, 3).with(2, 2));
    const plain = searchOf({ beams: 2, results: 1 });
    const [repeating] = await beamSearch(decoder(), plain);
    const [varied] = await beamSearch(decoder(), { ...plain, repetitionPenalty: 3 });
    expect(repeating?.tokens).toEqual([1, 1, 1]);
    expect(varied?.tokens.slice(0, 2)).toEqual([1, 2]);
  });

  test('gives fewer hypotheses where the grammar knows no more', async () => {
    const only = (token: number, next?: GrammarState): GrammarState => ({
      allowed: Int32Array.of(token),
      after: () => next,
    });
    const found = await beamSearch(tableDecoder(3), searchOf({ grammar: only(4, only(end)) }));
    expect(found).toEqual([{ tokens: [4], logProbability: 0, score: 0 }]);
  });

  test('tells of each round', async () => {
    const onRound = vi.fn();
    const grammar = anyOf(Int32Array.of(1, 2, 3));
    await beamSearch(tableDecoder(3), searchOf({ grammar, onRound }));
    expect(onRound.mock.calls).toEqual([[1], [2], [3]]);
  });

  test('obeys a cancel within one token', async () => {
    const controller = new AbortController();
    const decoder = tableDecoder(3);
    const onRound = (length: number) => {
      if (length === 2) controller.abort(new Error('enough'));
    };
    const search = searchOf({ grammar: anyOf(Int32Array.of(1, 2, 3)), signal: controller.signal, onRound });
    await expect(beamSearch(decoder, search)).rejects.toThrow('enough');
    expect(decoder.steps).toHaveLength(1);
  });

  test.each<[string, Partial<BeamSearch>]>([
    ['no beams', { beams: 0 }],
    ['more results than beams', { results: 4 }],
    ['a scale too many', { scales: [3] }],
    ['a decoder of too few rows', { beams: 4 }],
    ['a length penalty that is no number', { lengthPenalty: Number.NaN }],
    ['a repetition penalty of 0', { repetitionPenalty: 0 }],
  ])('refuses %s', async (_, change) => {
    await expect(beamSearch(tableDecoder(3), searchOf(change))).rejects.toThrow(RangeError);
  });

  test('refuses logits that are not numbers', async () => {
    const broken = new FakeDecoder(3, vocabularySize, () => zeros().with(2, Number.NaN));
    await expect(beamSearch(broken, searchOf())).rejects.toThrow(StudioError);
  });
});

describe('the rows of beams', () => {
  const families = fc
    .integer({ min: 1, max: 9 })
    .chain((rows) => fc.record({ rows: fc.constant(rows), parents: fc.array(fc.nat(rows - 1), { maxLength: rows }) }));

  test('hold the past of their parents after the fewest copies, in whatever order they are made', () => {
    fc.assert(
      fc.property(families, fc.boolean(), ({ rows, parents }, backwards) => {
        const pasts = Array.from({ length: rows }, (_, row) => row);
        const plan = planRows(parents, rows);
        for (const { from, to } of backwards ? plan.forks.toReversed() : plan.forks) pasts[to] = pasts[from] ?? -1;
        expect(plan.rows.map((row) => pasts[row])).toEqual(parents);
        expect(new Set(plan.rows).size).toBe(parents.length);
        expect(plan.forks).toHaveLength(parents.length - new Set(parents).size);
      }),
    );
  });

  test('are refused to more beams than there are', () => {
    expect(() => planRows([0, 0, 1], 2)).toThrow(RangeError);
  });
});

describe('the best candidates', () => {
  test('are those that sorting finds, the first ones among equals', () => {
    const scores = fc.array(fc.integer({ min: -9, max: 0 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 8 }), (offers, capacity) => {
        const best = new BestCandidates(capacity);
        for (const [token, logProbability] of offers.entries()) best.offer(token % 3, token, logProbability);
        const sorted = offers
          .map((logProbability, token) => ({ parent: token % 3, token, logProbability }))
          .sort((one, other) => other.logProbability - one.logProbability);
        expect(best.list()).toEqual(sorted.slice(0, capacity));
      }),
    );
  });

  test('are never impossible ones', () => {
    const best = new BestCandidates(2);
    best.offer(0, 1, Number.NEGATIVE_INFINITY);
    best.offer(0, 2, Number.NaN);
    expect(best.list()).toEqual([]);
  });
});

describe('the length penalty', () => {
  test.each([
    [-6, 4, 0, -6],
    [-6, 4, 1, -1.5],
    [-6, 4, 2, -0.375],
    [-6, 4, 0.5, -3],
  ])('makes of %d over %i tokens with exponent %d a score of %d', (logProbability, length, penalty, score) => {
    expect(penalizeLength(logProbability, length, penalty)).toBeCloseTo(score, 12);
  });
});
