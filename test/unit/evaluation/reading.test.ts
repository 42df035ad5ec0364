import { describe, expect, test } from 'vitest';
import type { Rgb } from '../../../main/core/control/pixels';
import { labelOverlap } from '../../../main/evaluation/labels';
import { scoreAnswer, scorePlace } from '../../../main/evaluation/score-answers';
import { edgeScore, scoreControl } from '../../../main/evaluation/score-control';
import { scoreEdit, scoreFill } from '../../../main/evaluation/score-edit';
import type { Seen } from '../../../main/evaluation/seen';
import type { EditTrial, PlacedThing, SuiteScene } from '../../../main/evaluation/suite';
import type { Answer } from '../../../preload/contract';

const header = { pixels: 256, slots: { left: 0.1875, middle: 0.5, right: 0.8125 } };
const day = { ground: 'sea', relief: 'none', time: 'day', weather: 'clear', sky: 'blue' };
const boat: PlacedThing = { kind: 'boat', colour: 'red', slot: 'left', box: [16, 128, 96, 208] };
const duck: PlacedThing = { kind: 'duck', colour: 'white', slot: 'right', box: [176, 144, 240, 208] };
const scene: SuiteScene = {
  ...{ seed: 5, sentence: 'a boat and a duck', said: { things: [], sides: [], background: {} } },
  ...{ things: [boat, duck], background: day, questions: [] },
};

/** What a judge without a fault sees of these things; each fills the cells of its box. */
function sight(things: readonly PlacedThing[], background = day): Seen {
  const cells = Array.from({ length: 256 }, (_, cell) => {
    const [x, y] = [16 * (cell % 16), 16 * Math.floor(cell / 16)];
    return things.find(({ box: [x0, y0, x1, y1] }) => x >= x0 && x < x1 && y >= y0 && y < y1)?.kind ?? 'none';
  });
  const part = (value: number) => value / 256;
  const seen = things.map(({ kind, colour, box: [x0, y0, x1, y1] }) => ({
    ...{ kind, colour, box: { x0: part(x0), y0: part(y0), x1: part(x1), y1: part(y1) } },
  }));
  return { things: seen, background, cells };
}

const source = sight([boat, duck]);
const edit = (parts: Partial<EditTrial>): EditTrial => ({
  ...{ operation: 'recolour', instruction: 'make the boat blue', gone: [], come: [], things: [boat, duck] },
  ...{ background: day, everywhere: false, ...parts },
});
const scores = (trial: EditTrial, edited: Seen) =>
  Object.fromEntries(
    scoreEdit(scene, trial, { source, edited, none: 'none' }, header).map(({ figure, score }) => [figure, score]),
  );

describe('an edit', () => {
  const blue = { ...boat, colour: 'blue' };
  const recolour = edit({ gone: [boat], come: [blue], things: [blue, duck] });

  test('is done where the new is seen, the old is not, and the rest is as it was', () => {
    expect(scores(recolour, sight([blue, duck]))).toEqual({ changed: 1, changedThings: 1, kept: 1 });
  });

  test('is not done where nothing happened', () => {
    expect(scores(recolour, source)).toMatchObject({ changed: 0, kept: 1 });
  });

  test('that spoils another thing is told apart from one that is not done', () => {
    expect(scores(recolour, sight([blue]))).toMatchObject({ changed: 1, kept: 0 });
  });

  test('may put a thing anywhere on the side that was asked for', () => {
    const added = {
      ...boat,
      kind: 'ball',
      slot: 'middle',
      box: [96, 160, 160, 208] as [number, number, number, number],
    };
    const add = edit({ operation: 'add', come: [added], things: [boat, added, duck] });
    const aside = { ...added, box: [112, 176, 176, 224] as [number, number, number, number] };
    expect(scores(add, sight([boat, aside, duck]))['changed']).toBe(1);
    expect(scores(add, sight([boat, { ...aside, box: [192, 176, 240, 224] }, duck]))['changed']).toBe(0);
  });

  test('of the background asks for what is to be different alone', () => {
    const night = { ...day, time: 'night', sky: 'navy' };
    const time = edit({ operation: 'time', background: night, everywhere: true });
    expect(scores(time, sight([boat, duck], night))).toEqual({ changed: 1, changedBackground: 1, kept: 1 });
    expect(scores(time, sight([boat, duck], { ...night, weather: 'cloudy' }))['changed']).toBe(1);
    expect(scores(time, sight([boat, duck], { ...day, time: 'night' }))['changed']).toBe(0);
  });
});

describe('a hole', () => {
  const figuresOf = (filled: Seen) =>
    scoreFill(scene, boat, { source, edited: filled, none: 'none' }, header).map(({ score }) => score);

  test('is filled by the thing in its place, without a trace elsewhere', () => {
    expect(figuresOf(source)).toEqual([1, 1]);
    expect(figuresOf(sight([duck]))).toEqual([0, 1]);
    expect(figuresOf(sight([boat]))).toEqual([1, 0]);
    expect(figuresOf(sight([boat, duck, { ...duck, kind: 'cat' }]))).toEqual([1, 0]);
  });
});

describe('labels', () => {
  test('two empty pictures agree', () => {
    expect(labelOverlap(sight([]).cells, sight([]).cells, 'none')).toBe(1);
  });

  test('half a thing is half of it', () => {
    const half = { ...boat, box: [16, 128, 96, 168] as [number, number, number, number] };
    expect(labelOverlap(sight([boat]).cells, sight([half]).cells, 'none')).toBeCloseTo(0.6, 5);
  });

  test('cells of a box and one around it on every side do not count', () => {
    const cells = Array.from({ length: 64 }, () => 'none');
    // The box is cell (3, 3) alone; the kinds differ in a ring at a distance of one and of two cells from it.
    const box = { x0: 3 / 8, y0: 3 / 8, x1: 4 / 8, y1: 4 / 8 };
    const differing = (row: number, column: number) =>
      labelOverlap(cells.with(8 * row + column, 'boat'), cells, 'none', [box]);
    for (const near of [2, 4]) expect([differing(near, 3), differing(3, near)]).toEqual([1, 1]);
    for (const far of [1, 5]) expect([differing(far, 3), differing(3, far)]).toEqual([0, 0]);
  });

  test('a control is followed as far as things stand where the scene has them', () => {
    const figure = (drawn: Seen, control: 'depth' | 'classes') =>
      scoreControl({ ...scene, control }, { source, drawn, none: 'none' }).map(({ figure: name, score }) => [
        name,
        score,
      ]);
    expect(figure(source, 'depth')).toEqual([['followed', 1]]);
    expect(figure(sight([]), 'classes')).toEqual([
      ['followed', 0],
      ['followedClasses', 0],
    ]);
  });
});

describe('edges', () => {
  const lines = (...columns: number[]): Rgb => {
    const data = new Uint8Array(3 * 20 * 4).fill(255);
    for (const column of columns)
      for (let row = 0; row < 4; row++) data.fill(0, 3 * (20 * row + column), 3 * (20 * row + column) + 3);
    return { data, width: 20, height: 4 };
  };

  test('count as found within two pixels', () => {
    expect(edgeScore(lines(5), lines(7))).toBe(1);
    expect(edgeScore(lines(5), lines(8))).toBe(0);
    expect(edgeScore(lines(5, 15), lines(5))).toBeCloseTo(2 / 3, 5);
    expect(edgeScore(lines(), lines())).toBe(1);
  });
});

describe('answers', () => {
  const scoresOf = (question: Parameters<typeof scoreAnswer>[0], answer: Answer) =>
    scoreAnswer(question, answer, header).map(({ figure, score }) => [figure, score]);

  test('are right whatever their letter case, and wrong under two names', () => {
    const question = { topic: 'colour', text: 'what colour is the boat?', answer: 'red' };
    expect(scoresOf(question, { text: ' Red.' })).toEqual([
      ['answers', 1],
      ['colour', 1],
    ]);
    expect(scoresOf({ ...question, topic: 'ground' }, { text: 'redder' })).toEqual([
      ['answers', 0],
      ['surroundings', 0],
    ]);
  });

  test('to where a thing is may be a box alone, which counts as the side its middle is on', () => {
    const question = { topic: 'place', text: 'where is the boat?', answer: 'right' };
    const box = { x0: 0.6, y0: 0.2, x1: 1, y1: 0.6 };
    const score = (change: object, answer: Answer) => scoresOf({ ...question, ...change }, answer)[0]?.[1];
    expect(score({}, { text: '', box })).toBe(1);
    expect(score({}, { text: '', box: { ...box, x0: 0, x1: 0.4 } })).toBe(0);
    expect(score({}, { text: 'left', box })).toBe(0);
    expect(score({}, { text: '' })).toBe(0);
    expect(score({ topic: 'count', answer: 'right' }, { text: '', box })).toBe(0);
  });

  test('a place counts from half an overlap on', () => {
    const place = { text: 'where is the boat?', box: boat.box };
    const box = (x0: number) => ({ x0: x0 / 256, y0: 0.5, x1: (x0 + 80) / 256, y1: 208 / 256 });
    expect(scorePlace(place, box(16), 256).score).toBe(1);
    expect(scorePlace(place, box(60), 256).score).toBe(0);
    expect(scorePlace(place, undefined, 256).score).toBe(0);
  });
});
