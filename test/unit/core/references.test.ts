import { describe, expect, test } from 'vitest';
import { relativeCut, standsOut } from '../../../main/core/retrieval/cut';
import { fold } from '../../../main/core/retrieval/fold';
import { type Candidate, choiceOf, chooseReferences } from '../../../main/core/retrieval/references';

const direction = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

/** Vectors 30 degrees apart have the product 0.87: different enough. */
const candidate = (item: string, degrees: number, more: Partial<Candidate<string>> = {}): Candidate<string> => ({
  ...{ item, vector: direction(degrees), score: 0.5, hasText: true },
  ...more,
});
const items = (chosen: readonly Candidate<string>[]) => chosen.map(({ item }) => item);

describe('references as in the paper', () => {
  test('two by text come first, then two by picture', () => {
    const byText = [0, 30, 60].map((degrees) => candidate(`text ${degrees}`, degrees));
    const byPicture = [90, 120, 150].map((degrees) => candidate(`picture ${degrees}`, degrees));
    expect(items(chooseReferences(byText, byPicture))).toEqual(['text 0', 'text 30', 'picture 90', 'picture 120']);
  });

  test('a near-copy of the query teaches nothing: scores above 0.9 are left out, 0.9 itself is not', () => {
    const found = [candidate('copy', 0, { score: 0.901 }), candidate('close', 40, { score: 0.9 })];
    expect(items(chooseReferences(found, []))).toEqual(['close']);
  });

  test('documents with a picture and a text come before photos without words, however well those fit', () => {
    const found = [candidate('bare', 0, { hasText: false }), candidate('bare too', 90, { hasText: false })];
    expect(items(chooseReferences([...found, candidate('told', 40)], []))).toEqual(['told', 'bare']);
    expect(items(chooseReferences(found, []))).toEqual(['bare', 'bare too']);
  });

  test('what a pack takes is shared between words and pictures, and left whole where there is one of them', () => {
    expect(choiceOf(4, { text: true, picture: true })).toEqual({ byText: 2, byPicture: 2 });
    expect(choiceOf(1, { text: true, picture: true })).toEqual({ byText: 1, byPicture: 0 });
    expect(choiceOf(2, { text: true, picture: false })).toEqual({ byText: 2, byPicture: 0 });
    expect(choiceOf(3, { text: false, picture: true })).toEqual({ byText: 0, byPicture: 3 });
  });

  test('what is like one that was chosen is skipped, also across the two lists', () => {
    const byText = [candidate('a', 0), candidate('like a', 20), candidate('b', 40)];
    const byPicture = [candidate('a again', 1), candidate('c', 90)];
    expect(items(chooseReferences(byText, byPicture))).toEqual(['a', 'b', 'c']);
  });

  test('few may be found, or none', () => {
    expect(chooseReferences([], [])).toEqual([]);
    expect(items(chooseReferences([], [candidate('a', 0), candidate('b', 60), candidate('c', 120)]))).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('the relative cut', () => {
  test('keeps what comes at least half-way from the usual to the best', () => {
    expect(relativeCut([0.9, 0.7, 0.5, 0.49, 0.1], 0.1)).toBe(3);
  });

  test('keeps all where all are nearly as good as the best', () => {
    expect(relativeCut([0.8, 0.79, 0.78, 0.76], 0.785)).toBe(4);
  });

  test('of nothing nothing is kept', () => {
    expect(relativeCut([], 0)).toBe(0);
  });
});

describe('standing out', () => {
  test('the query has to describe the picture better than sentences about other things do', () => {
    const contrast = [0.1, 0.2, 0.3];
    const mean = 0.2;
    const deviation = Math.sqrt(0.02 / 3);
    expect(standsOut(mean + deviation + 1e-9, contrast)).toBe(true);
    expect(standsOut(mean + deviation - 1e-3, contrast)).toBe(false);
  });
});

test('folding puts each behind the first that it is like, in the order of the first ones', () => {
  const folded = fold([10, 31, 11, 30, 12], (one, other) => Math.floor(one / 10) === Math.floor(other / 10));
  expect(folded).toEqual([
    { first: 10, alike: [11, 12] },
    { first: 31, alike: [30] },
  ]);
});
