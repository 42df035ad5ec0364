import { describe, expect, it } from 'vitest';
import { AssetId, type Job, JobId } from '../../../../preload/contract';
import { exchangesOf, surenessWords, thingIn } from '../../../../renderer/state/exchange';
import { isPlaceQuestion } from '../../../../renderer/state/questions';

describe('a question', () => {
  it.each([
    ['where is the red boat?', true],
    ["Where's the house?", true],
    ['please find the tree', true],
    ['show me the balloon', true],
    ['where is it?', false],
    ['where are they now?', false],
    ['what stands where the boat is?', false],
    ['how many boats are there?', false],
    ['show what you know', false],
  ])('“%s” seeks a place: %s', (question, expected) => {
    expect(isPlaceQuestion(question)).toBe(expected);
  });

  it.each([
    ['where is the red boat?', 'red boat'],
    ['Can you find a yellow house?', 'yellow house'],
    ['the duck', 'duck'],
    ['where is', 'where is'],
    ['?', 'found'],
  ])('“%s” is about “%s”', (question, thing) => {
    expect(thingIn(question)).toBe(thing);
  });
});

it.each([
  [0.95, 'very sure'],
  [0.9, 'very sure'],
  [0.7, 'fairly sure'],
  [0.5, 'not sure'],
  [0.49, 'guessing'],
])('a mean probability of %f is called %s', (confidence, words) => {
  expect(surenessWords(confidence)).toBe(words);
});

it('tells the labels of the things that an answer follows from', () => {
  const box = { x0: 0, y0: 0, x1: 0.5, y1: 0.5 };
  const job: Job = {
    id: JobId.parse('job-00000001'),
    request: {
      task: 'ask',
      source: AssetId.parse('0'.repeat(32)),
      question: 'how many boats?',
      history: [],
      seed: 0,
      settings: {},
    },
    state: 'done',
    previews: [],
    result: {
      kind: 'answer',
      answer: { text: '2' },
      confidence: 0.9,
      about: [
        { label: 'red boat', box },
        { label: 'blue boat', box },
      ],
      timings: { total: 1 },
    },
  };
  expect(exchangesOf([job])).toMatchObject([{ answer: { text: '2' }, about: ['red boat', 'blue boat'] }]);
});
