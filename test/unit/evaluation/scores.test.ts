import { describe, expect, test } from 'vitest';
import { overlapOf } from '../../../main/evaluation/boxes';
import type { FigureName, Verdict } from '../../../main/evaluation/figures';
import { readCaption, statementsOf } from '../../../main/evaluation/read-caption';
import { scoreCaption } from '../../../main/evaluation/score-caption';
import { boxesOf, scorePlaces } from '../../../main/evaluation/score-places';
import { scoreText } from '../../../main/evaluation/score-text';
import type { Seen } from '../../../main/evaluation/seen';
import type { Said, SuiteScene } from '../../../main/evaluation/suite';

const header = {
  pixels: 256,
  grounds: { meadow: 'in a meadow', sea: 'on the sea' },
  times: { day: 'by day', sunset: 'at sunset', night: 'at night' },
  skies: { day: 'blue', sunset: 'orange', night: 'navy' },
  slots: { left: 0.1875, middle: 0.5, right: 0.8125 },
};
const square = (x0: number, y0: number, side = 0.25) => ({ x0, y0, x1: x0 + side, y1: y0 + side });
const boat = { kind: 'boat', colour: 'red', box: square(0.125, 0.5) };
const duck = { kind: 'duck', colour: 'white', box: square(0.625, 0.5) };
const seaAtNight = { ground: 'sea', time: 'night', sky: 'navy', weather: 'clear', relief: 'none' };
const seen: Seen = { things: [boat, duck], background: seaAtNight, cells: [] };

const asked = (kind: string, colour: string, count = 1) => ({ kind, colour, count });
const said = (parts: Partial<Said>): Said => ({ things: [], sides: [], background: {}, ...parts });

/** The scores of a figure, in the order of what was said. */
const scoresOf = (verdicts: readonly Verdict[], name: FigureName) =>
  verdicts.filter(({ figure }) => figure === name).map(({ score }) => score);

describe('a picture drawn from a sentence', () => {
  test('only what was said is scored', () => {
    const verdicts = scoreText(said({ things: [asked('boat', 'red'), asked('duck', 'white')] }), seen, header);
    expect(verdicts.map(({ figure, score }) => [figure, score])).toEqual([
      ...[
        ['things', 1],
        ['counts', 1],
        ['things', 1],
        ['counts', 1],
      ],
      ...[
        ['nothingElse', 1],
        ['whole', 1],
      ],
    ]);
  });

  test('sky and time are one figure, the ground another', () => {
    const verdicts = scoreText(said({ background: { ground: 'sea', time: 'day', sky: 'navy' } }), seen, header);
    expect(scoresOf(verdicts, 'ground')).toEqual([1]);
    expect(scoresOf(verdicts, 'skyAndTime')).toEqual([0, 1]);
    expect(scoresOf(verdicts, 'whole')).toEqual([0]);
  });

  test('a thing of another colour is not the named one, and one too many', () => {
    const verdicts = scoreText(said({ things: [asked('boat', 'blue'), asked('duck', 'white')] }), seen, header);
    expect(scoresOf(verdicts, 'things')).toEqual([0, 1]);
    expect(scoresOf(verdicts, 'nothingElse')).toEqual([0]);
  });

  test('one of two is there, but miscounted', () => {
    const verdicts = scoreText(said({ things: [asked('boat', 'red', 2), asked('duck', 'white')] }), seen, header);
    expect(scoresOf(verdicts, 'things')).toEqual([1, 1]);
    expect(scoresOf(verdicts, 'counts')).toEqual([0, 1]);
    expect(scoresOf(verdicts, 'severalCounts')).toEqual([0]);
  });

  test('a side is that whose centre is nearest', () => {
    const sides = ['left', 'right'].map((slot) => ({ kind: 'boat', colour: 'red', slot }));
    expect(scoresOf(scoreText(said({ sides }), seen, header), 'sides')).toEqual([1, 0]);
  });
});

const scene: SuiteScene = {
  ...{ seed: 1, sentence: 'a red boat and a white duck', said: said({}) },
  things: [
    { kind: 'boat', colour: 'red', slot: 'left', box: [32, 128, 96, 192] },
    { kind: 'duck', colour: 'white', slot: 'right', box: [160, 128, 224, 192] },
  ],
  background: { ground: 'sea', relief: 'none', time: 'night', weather: 'clear', sky: 'navy' },
  questions: [],
};
const placesOf = (...things: Seen['things'][number][]) => scorePlaces(scene, { ...seen, things }, header);

describe('a picture drawn from boxes', () => {
  test('overlap is what both have of what either has', () => {
    expect(overlapOf(square(0, 0), square(0, 0))).toBe(1);
    expect(overlapOf(square(0, 0), square(0.125, 0))).toBeCloseTo(1 / 3, 12);
    expect(overlapOf(square(0, 0), square(0.5, 0.5))).toBe(0);
  });

  test('boxes are asked for in parts of the sides', () => {
    expect(boxesOf(scene, header)).toEqual([
      { label: 'red boat', box: boat.box },
      { label: 'white duck', box: duck.box },
    ]);
  });

  test('right things in their boxes', () => {
    expect(scoresOf(placesOf(duck, boat), 'placed')).toEqual([1, 1]);
    expect(scoresOf(placesOf(duck, boat), 'overlap')).toEqual([1, 1]);
  });

  test('a thing aside, of another colour or missing is not placed', () => {
    const aside = { ...boat, box: square(0.25, 0.5) };
    expect(scoresOf(placesOf(aside, { ...duck, colour: 'red' }), 'placed')).toEqual([0, 0]);
    const [first = 0, second] = scoresOf(placesOf(aside), 'overlap');
    expect(first).toBeCloseTo(1 / 3, 12);
    expect(second).toBe(0);
  });

  test('one thing does not fill two boxes', () => {
    const twins = { ...scene, things: scene.things.map((thing) => ({ ...thing, kind: 'boat', colour: 'red' })) };
    expect(scoresOf(scorePlaces(twins, { ...seen, things: [boat] }, header), 'placed')).toEqual([1, 0]);
  });
});

describe('a caption', () => {
  const words = { ...header, kinds: ['none', 'boat', 'duck'], colours: ['red', 'white'] };
  const right = 'a red boat on the left and a white duck on the right, on the sea at night';

  test('a right one states all that is true', () => {
    expect(readCaption(right, words).sort()).toEqual(statementsOf(scene).sort());
    expect(scoreCaption(right, scene, words)).toMatchObject({ score: 1, weight: 7 });
  });

  test('an unusual sky, relief and clouds are read', () => {
    const caption = 'an empty scene, in a meadow with hills at sunset, cloudy, under a pink sky';
    expect(readCaption(caption, words)).toEqual([
      ...['ground meadow', 'time sunset', 'sky pink', 'relief hills', 'weather cloudy'],
    ]);
  });

  test('what is wrong and what is missing both count', () => {
    const caption = 'a red boat on the right, on the sea at night';
    // Told are 6 statements, 5 of them true; true are 7.
    expect(scoreCaption(caption, scene, words).score).toBeCloseTo((2 * 5) / (6 + 7), 12);
  });

  test('a thing that is told twice is true once', () => {
    const caption = 'a red boat on the left and a red boat on the left, on the sea at night';
    expect(scoreCaption(caption, scene, words).score).toBeCloseTo((2 * 6) / (7 + 7), 12);
  });

  test.each(['', 'x', 'a mauve dragon on the left'])('nonsense such as “%s” names no thing', (caption) => {
    expect(readCaption(caption, words)).toEqual(['relief none', 'weather clear']);
  });
});
