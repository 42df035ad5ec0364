import { describe, expect, test } from 'vitest';
import { bleu } from '../../../../main/evaluation/photos/bleu';
import { cider } from '../../../../main/evaluation/photos/cider';
import { wordsIn } from '../../../../main/evaluation/photos/words';

test('words are compared in small letters, without punctuation', () => {
  expect(wordsIn(" A man's T-shirt , torn ; 2 dogs .")).toEqual(['a', "man's", 't-shirt', 'torn', '2', 'dogs']);
  expect(wordsIn('…')).toEqual([]);
});

/** With two photos a run that is said of one of them weighs ln 2, one of both nothing; all values by hand. */
describe('CIDEr-D', () => {
  const other = { said: 'c d', known: ['c d'] };
  const first = (said: string, known: string[]) => cider([{ said, known }, other])[0];

  test('of the known caption itself is the share of runs it is long enough for', () => {
    expect(first('a b', ['a b'])).toBeCloseTo(10 * (2 / 4), 10);
    expect(first('a b e f', ['a b e f'])).toBeCloseTo(10, 10);
  });

  test('counts the words that are shared', () => {
    expect(first('a x', ['a b'])).toBeCloseTo((10 * (Math.LN2 / (2 * Math.LN2))) / 4, 10);
  });

  test('falls with another length, by a normal curve of 6 words', () => {
    expect(first('a', ['a b'])).toBeCloseTo((10 * Math.SQRT1_2 * Math.exp(-1 / 72)) / 4, 10);
  });

  test('counts what is repeated once', () => {
    expect(first('a a', ['a b'])).toBeCloseTo((10 * (1 / (2 * Math.SQRT2))) / 4, 10);
  });

  test('gives nothing for what is said of every photo', () => {
    expect(
      cider([
        { said: 'a', known: ['a b'] },
        { said: 'a', known: ['a d'] },
      ]),
    ).toEqual([0, 0]);
  });

  test('is the mean over the known captions', () => {
    expect(first('a b', ['a b', 'e f'])).toBeCloseTo(2.5, 10);
  });

  test('of nothing is nothing', () => {
    expect(first('', ['a b'])).toBe(0);
    expect(cider([])).toEqual([]);
  });
});

describe('BLEU-4', () => {
  test('is the geometric mean of the shares of right runs', () => {
    expect(bleu([{ said: 'a b c d e', known: ['a b c d f'] }])).toBeCloseTo(
      ((4 / 5) * (3 / 4) * (2 / 3) * (1 / 2)) ** 0.25,
      10,
    );
  });

  test('is lowered for what is shorter than the nearest known caption', () => {
    expect(bleu([{ said: 'a b c d', known: ['a b c d e f', 'a b c d e f g h'] }])).toBeCloseTo(Math.exp(-0.5), 10);
    // Of equally near lengths the shorter one counts, and every run is right.
    expect(bleu([{ said: 'a b c d e', known: ['a b c d', 'a b c d e f'] }])).toBeCloseTo(1, 10);
  });

  test('counts a run at most as often as one caption has it', () => {
    const repeated = {
      said: 'the the the the the the the',
      known: ['the cat is on the mat', 'there is a cat on the mat'],
    };
    expect(bleu([repeated])).toBe(0);
    expect(bleu([repeated, { said: 'a b c d', known: ['a b c d'] }])).toBeCloseTo(
      ((2 + 4) / 11) ** 0.25 * (3 / 9) ** 0.25 * (2 / 7) ** 0.25 * (1 / 5) ** 0.25,
      10,
    );
  });
});
