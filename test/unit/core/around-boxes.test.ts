import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aroundBoxes } from '../../../main/core/plan/around-boxes';
import { tells } from '../../../main/core/plan/labels';
import { overlap } from '../../../main/core/plan/obedience';
import type { LabelledBox } from '../../../preload/contract';

const left = { x0: 0.05, y0: 0.5, x1: 0.4, y1: 0.9 };
const right = { x0: 0.6, y0: 0.5, x1: 0.95, y1: 0.9 };
const thing = (label: string, box = left): LabelledBox => ({ label, box });
const labels = ({ given, others }: ReturnType<typeof aroundBoxes>) =>
  [given, others].map((all) => all.map(({ label }) => label));

describe('a plan around boxes', () => {
  test('has what the sentence calls like a box where the box is, and only there', () => {
    const planned = [thing('red boat', right), thing('white duck', left)];
    const boxes = [thing('red boat', left), thing('white duck', right)];
    expect(aroundBoxes(planned, boxes, 'a red boat and a white duck')).toEqual({ given: boxes, others: [] });
  });

  test('keeps what has no box, and adds the box that the sentence does not name', () => {
    const both = aroundBoxes([thing('red boat', right)], [thing('white duck', left)], 'a red boat on the sea');
    expect(labels(both)).toEqual([['white duck'], ['red boat']]);
    expect(both.others[0]?.box).toEqual(right);
  });

  test('knows more of a box than its label, where the sentence says more', () => {
    expect(labels(aroundBoxes([thing('red boat')], [thing('Boat', right)], 'a red boat'))).toEqual([['red boat'], []]);
  });

  test('gives up what it had guessed of the thing in the box', () => {
    expect(labels(aroundBoxes([thing('white boat')], [thing('red boat')], 'a boat'))).toEqual([['red boat'], []]);
    expect(labels(aroundBoxes([thing('white boat')], [thing('red boat', right)], 'a white boat'))).toEqual([
      ['red boat'],
      ['white boat'],
    ]);
  });

  test('gives up what it had mistaken for the thing in the box', () => {
    const planned = [thing('red duck', left), thing('white duck', right)];
    const boxes = [thing('red boat', left), thing('white duck', right)];
    expect(labels(aroundBoxes(planned, boxes, 'a red boat and a white duck'))[1]).toEqual([]);
  });

  test('takes of several things of one name the nearest for each box', () => {
    const planned = [thing('red boat', right), thing('red boat', left)];
    const { others } = aroundBoxes(planned, [thing('red boat', left)], 'two red boats');
    expect(others).toEqual([thing('red boat', right)]);
  });

  test('moves other things aside, at their own height', () => {
    const { others } = aroundBoxes([thing('white duck', left)], [thing('red boat', left)], 'a white duck');
    const [moved] = others;
    expect([moved?.box.y0, moved?.box.y1]).toEqual([left.y0, left.y1]);
    expect(overlap(moved?.box ?? left, left)).toBeLessThan(0.3);
  });

  test('is left as it was where no box stands in its way', () => {
    const crowd = [thing('red boat', left), thing('white duck', left)];
    expect(aroundBoxes(crowd, [], 'a red boat and a white duck')).toEqual({ given: [], others: crowd });
    expect(aroundBoxes(crowd, [thing('green tree', right)], 'a red boat and a white duck').others).toEqual(crowd);
  });

  const side = fc.tuple(fc.double({ min: 0, max: 0.7, noNaN: true }), fc.double({ min: 0.05, max: 0.3, noNaN: true }));
  const anyThing = fc
    .record({ label: fc.constantFrom('red boat', 'boat', 'white duck', 'red duck'), across: side, down: side })
    .map(({ label, across: [x0, width], down: [y0, height] }) =>
      thing(label, { x0, y0, x1: x0 + width, y1: y0 + height }),
    );

  test('never moves, drops or adds a box, invents nothing, and stays inside', () => {
    fc.assert(
      fc.property(
        fc.array(anyThing),
        fc.array(anyThing),
        fc.constantFrom('a red boat', 'ducks', ''),
        (planned, boxes, sentence) => {
          const { given, others } = aroundBoxes(planned, boxes, sentence);
          expect(given.map(({ box }) => box)).toEqual(boxes.map(({ box }) => box));
          const names = planned.map(({ label }) => label);
          for (const { label } of others) expect(names.splice(names.indexOf(label), 1)).toEqual([label]);
          for (const { box } of others) {
            expect(box.x0).toBeGreaterThanOrEqual(0);
            expect(box.x1).toBeLessThanOrEqual(1 + 1e-9);
          }
        },
      ),
    );
  });
});

test('a sentence tells of a thing by its words one after the other, also of several', () => {
  expect(tells('A red boat, and a white duck.', 'red boat')).toBe(true);
  expect(tells('two red boats', 'red boat')).toBe(true);
  expect(tells('a red duck and a white boat', 'red boat')).toBe(false);
  expect(tells('a boathouse', 'boat')).toBe(false);
});
