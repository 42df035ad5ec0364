import { expect, test } from 'vitest';
import { answerGrammar, placeGrammar } from '../../../main/core/grammar/answer-grammar';
import { chosenGrammar } from '../../../main/core/grammar/chosen-grammar';
import type { GrammarState } from '../../../main/core/grammar/grammar';
import { Vocabulary } from '../../../main/core/tokens/vocabulary';

/** Ids: special 0-9, text 10-12, location 40-43, image 50-65. */
const vocabulary = new Vocabulary({
  vocabularySize: 66,
  ranges: { special: [0, 10], text: [10, 13], location: [40, 44], image: [50, 66] },
  special: { bos: 0, eos: 1, pad: 2, break: 3, mask: 4, infill: 4, hole: 8, masks: [4] },
});

/** What is allowed before each token and behind the last one; nothing where the sequence has ended. */
function allowedAlong(start: GrammarState, tokens: readonly number[]): (number[] | undefined)[] {
  let state: GrammarState | undefined = start;
  const allowed = [[...start.allowed]];
  return [
    ...allowed,
    ...tokens.map((token) => {
      state = state?.after(token);
      return state && [...state.allowed];
    }),
  ];
}

test('an answer in words goes on as long as it likes and then ends', () => {
  const words = [1, 10, 11, 12];
  expect(allowedAlong(answerGrammar(vocabulary), [10, 12, 1])).toEqual([
    [10, 11, 12, 40, 41, 42],
    words,
    words,
    undefined,
  ]);
});

test('an answer in locations is a box with a width and a height, and no more', () => {
  expect(allowedAlong(answerGrammar(vocabulary), [41, 40, 42, 43, 1])).toEqual([
    [10, 11, 12, 40, 41, 42],
    [40, 41, 42],
    [42, 43],
    [41, 42, 43],
    [1],
    undefined,
  ]);
});

test('a place is a box, or exactly the words for none', () => {
  expect(allowedAlong(placeGrammar(vocabulary, [12, 11]), [12, 11, 1])).toEqual([
    [12, 40, 41, 42].sort(),
    [11],
    [1],
    undefined,
  ]);
  expect(allowedAlong(placeGrammar(vocabulary, []), [40])).toEqual([
    [40, 41, 42],
    [40, 41, 42],
  ]);
});

test('before an answer stand things of the picture, each once at most, and a break', () => {
  const boat = [10, 40, 40, 42, 42];
  const house = [10, 41, 40, 43, 42];
  const grammar = chosenGrammar(vocabulary, [boat, house], placeGrammar(vocabulary, [12]));
  expect(allowedAlong(grammar, [...house, 10, 40])).toEqual([
    [3, 10],
    [40, 41],
    ...[[40], [43], [42]],
    [3, 10],
    [40],
    [40],
  ]);
  expect(allowedAlong(grammar, [3, 12, 1])).toEqual([[3, 10], [12, 40, 41, 42], [1], undefined]);
});
