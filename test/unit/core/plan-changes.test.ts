import { describe, expect, test } from 'vitest';
import type { LabelledBox } from '../../../preload/contract';
import { changedPlan, eachOnce, limitPlan } from '../../../main/core/plan/difference';
import { fitThings, rectangleOf } from '../../../main/core/plan/fit-things';
import { obedienceOf, overlap } from '../../../main/core/plan/obedience';
import { placeQuestion } from '../../../main/core/plan/place-question';

const left = { x0: 0, y0: 0, x1: 0.25, y1: 0.5 };
const right = { x0: 0.5, y0: 0, x1: 1, y1: 0.5 };

test('only things in the part that may change do', () => {
  const before = {
    things: [
      { label: 'red boat', box: left },
      { label: 'red boat', box: right },
    ],
    background: 'at sea',
  };
  const after = {
    things: [
      { label: 'blue boat', box: left },
      { label: 'blue boat', box: right },
      { label: 'tree', box: right },
    ],
    background: 'in the snow',
  };
  const limited = limitPlan(before, after, (box) => box.x0 < 0.5, 64);
  expect(limited).toEqual({
    things: [
      { label: 'red boat', box: right },
      { label: 'blue boat', box: left },
    ],
    background: 'at sea',
  });
});

describe('written changes', () => {
  const middle = { x0: 0.3, y0: 0, x1: 0.5, y1: 0.5 };
  const before = {
    things: [
      { label: 'red boat', box: left },
      { label: 'red boat', box: right },
    ],
    background: 'at sea',
  };
  const changed = (gone: LabelledBox[], things: LabelledBox[], background = '') =>
    changedPlan(before, { gone, come: { things, background } }, 64);

  test('take away what goes, as it is written, and bring what comes', () => {
    const almost = { ...right, x0: right.x0 + 0.001 };
    const { things, background } = changed([{ label: 'red boat', box: almost }], [{ label: 'blue boat', box: right }]);
    expect(things).toEqual([
      { label: 'red boat', box: left },
      { label: 'blue boat', box: right },
    ]);
    expect(background).toBe('at sea');
  });

  test('take one of two equal things', () => {
    const twins = {
      things: [before.things[0], before.things[0]].filter((thing) => thing !== undefined),
      background: '',
    };
    const gone = twins.things.slice(0, 1);
    expect(changedPlan(twins, { gone, come: { things: [], background: '' } }, 64).things).toEqual(gone);
  });

  test('put what comes in its place from left to right', () => {
    expect(changed([], [{ label: 'tree', box: middle }]).things.map(({ label }) => label)).toEqual([
      'red boat',
      'tree',
      'red boat',
    ]);
  });

  test('bring no more things than a plan may have', () => {
    const things = Array.from({ length: 8 }, (_, index) => ({ label: `tree ${index}`, box: middle }));
    expect(changed([], things).things).toHaveLength(8);
  });

  test('of nothing but the background leave all things', () => {
    expect(changed([], [], 'at sea at night')).toEqual({ ...before, background: 'at sea at night' });
  });
});

test('of plans that were written several times the most probable come first, each once', () => {
  const plan = (background: string) => ({ things: [], background });
  const written = [
    { plan: plan('at sea'), nats: 2 },
    { plan: plan('at night'), nats: 1 },
    { plan: plan('at sea'), nats: 0.5 },
  ];
  expect(eachOnce(written)).toEqual([written[2], written[1]]);
  expect(eachOnce([])).toEqual([]);
});

describe('obedience', () => {
  const asked = { things: [{ label: 'red boat', box: left }], background: '' };
  const seen = (label: string, box = left) => ({ things: [{ label, box }], background: '' });

  test('is the overlap with what has the name', () => {
    expect(obedienceOf(asked, seen('red boat'))).toEqual([1]);
    expect(obedienceOf(asked, seen('red boat', { ...left, x1: 0.5 }))).toEqual([0.5]);
    expect(obedienceOf(asked, seen('red boat', right))).toEqual([0]);
    expect(obedienceOf(asked, { things: [], background: '' })).toEqual([0]);
  });

  test('asks for no more than was said, and for no less', () => {
    expect(obedienceOf({ things: [{ label: 'Boat', box: left }], background: '' }, seen('red boat'))).toEqual([1]);
    expect(obedienceOf(asked, seen('boat'))).toEqual([0]);
  });

  test('takes the best of several', () => {
    const two = { things: [...seen('red boat', right).things, ...seen('red boat').things], background: '' };
    expect(obedienceOf(asked, two)).toEqual([1]);
  });

  test('of rectangles that touch is none', () => {
    expect(overlap(left, { x0: 0.25, y0: 0, x1: 0.5, y1: 0.5 })).toBe(0);
  });
});

describe('things in a hole', () => {
  test('keep their size where they fit, in the middle', () => {
    const [boat] = fitThings([{ label: 'boat', box: { x0: 0, y0: 0, x1: 0.25, y1: 0.25 } }], right);
    expect(boat?.box).toEqual({ x0: 0.625, y0: 0.125, x1: 0.875, y1: 0.375 });
  });

  test('become smaller together where they do not', () => {
    const things = [
      { label: 'boat', box: { x0: 0, y0: 0, x1: 0.5, y1: 0.5 } },
      { label: 'tree', box: { x0: 0.5, y0: 0.5, x1: 1, y1: 1 } },
    ];
    expect(fitThings(things, { x0: 0, y0: 0, x1: 0.5, y1: 0.25 }).map(({ box }) => box)).toEqual([
      { x0: 0.125, y0: 0, x1: 0.25, y1: 0.125 },
      { x0: 0.25, y0: 0.125, x1: 0.375, y1: 0.25 },
    ]);
    expect(fitThings([], right)).toEqual([]);
  });

  test('a hole has the rectangle around its cells', () => {
    expect(rectangleOf([17, 34], { rows: 16, columns: 16 })).toEqual({
      x0: 1 / 16,
      y0: 1 / 16,
      x1: 3 / 16,
      y1: 3 / 16,
    });
    expect(() => rectangleOf([], { rows: 16, columns: 16 })).toThrow(RangeError);
  });
});

test.each([
  ['red boat', 'where is the red boat?'],
  ['the red boat', 'where is the red boat?'],
  ['a boat.', 'where is the boat?'],
  ['where is the boat', 'where is the boat'],
  ['Find the cat', 'Find the cat'],
  ['the cat?', 'the cat?'],
  ['  ', ''],
])('“%s” asks “%s”', (words, question) => {
  expect(placeQuestion(words)).toBe(question);
});
