import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveTo, reorder } from '../../../../renderer/editor/arrange';
import {
  boxLayers,
  colourOf,
  colourOfLabels,
  fromFrame,
  labelledBoxes,
  planBoxes,
  toFrame,
} from '../../../../renderer/editor/boxes';
import { applyDiff, invertDiff } from '../../../../renderer/editor/diff';
import { overlap } from '../../../../renderer/editor/geometry';
import { obedienceOfBoxes } from '../../../../renderer/editor/obedience';
import { suggestions } from '../../../../renderer/state/suggestions';
import { box, startDocument } from './documents';

const frame = { x: 32, y: 64, width: 512, height: 512 };

describe('boxes and the frame', () => {
  it('lead from the document to the frame and back', () => {
    expect(toFrame({ x: 32, y: 64, width: 256, height: 128 }, frame)).toEqual({ x0: 0, y0: 0, x1: 0.5, y1: 0.25 });
    expect(fromFrame({ x0: 0, y0: 0, x1: 0.5, y1: 0.25 }, frame)).toEqual({ x: 32, y: 64, width: 256, height: 128 });
  });

  it('are cut at the frame, and are none outside', () => {
    expect(toFrame({ x: 0, y: 0, width: 288, height: 320 }, frame)).toEqual({ x0: 0, y0: 0, x1: 0.5, y1: 0.5 });
    expect(toFrame({ x: 0, y: 0, width: 32, height: 64 }, frame)).toBeUndefined();
  });

  it('are told to the model only where they are seen and named', () => {
    const document = startDocument();
    const layers = [...document.layers, box('box-3', '', 0, 0), { ...box('box-4', 'tree', 0, 0), visible: false }];
    expect(labelledBoxes({ ...document, layers }).map(({ label }) => label)).toEqual(['red boat', 'blue house']);
  });

  it('of a plan take the place of those that were there, as a change that can be taken back', () => {
    const document = startDocument();
    const diff = planBoxes(document, {
      things: [{ label: 'tree', box: { x0: 0, y0: 0, x1: 1, y1: 0.5 } }],
      background: 'a meadow',
    });
    const after = applyDiff(document, diff);
    expect(boxLayers(after).map(({ label, rect }) => [label, rect])).toEqual([
      ['tree', { x: 0, y: 0, width: 256, height: 128 }],
    ]);
    expect(applyDiff(after, invertDiff(diff))).toEqual(document);
  });
});

describe('colours of labels', () => {
  it('are the same for the same words, and differ as long as there are enough', () => {
    const labels = ['red boat', 'blue house', 'tree', 'cat', 'Red Boat '];
    const colours = colourOfLabels(labels);
    expect(colourOf(colours, 'red boat')).toBe(colourOf(colours, ' RED boat'));
    expect(new Set(colours.values()).size).toBe(4);
  });
});

describe('the order of layers', () => {
  const ids = (layers: readonly { readonly id: string }[]) => layers.map(({ id }) => id);

  it('changes as asked, and back', () => {
    const document = startDocument();
    const [bottom, middle, top] = document.layers.map(({ id }) => id);
    if (bottom === undefined || middle === undefined) throw new Error('three layers');
    expect(ids(applyDiff(document, reorder(document, [bottom], 'front')).layers)).toEqual([middle, top, bottom]);
    expect(ids(applyDiff(document, reorder(document, [bottom], 'forward')).layers)).toEqual([middle, bottom, top]);
    expect(reorder(document, [bottom], 'back')).toEqual([]);
  });

  it('keeps every layer, whatever goes where', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(2), (from, to) => {
        const document = startDocument();
        const layer = document.layers[from];
        if (layer === undefined) throw new Error('three layers');
        const diff = moveTo(document, layer.id, to);
        const after = applyDiff(document, diff);
        expect(after.layers[to]).toBe(layer);
        expect(applyDiff(after, invertDiff(diff))).toEqual(document);
      }),
    );
  });
});

it('a box shows how well it was obeyed, until it is moved or renamed', () => {
  const document = startDocument();
  const things = [
    { label: 'Red boat', box: { x0: 40 / 256, y0: 40 / 256, x1: 100 / 256, y1: 80 / 256 } },
    { label: 'blue house', box: { x0: 0, y0: 0, x1: 0.2, y1: 0.2 } },
  ];
  expect([...obedienceOfBoxes(document, things, [0.8, 0.9])]).toEqual([['box-1', 0.8]]);
  expect([...obedienceOfBoxes(document, things, [])]).toEqual([]);
});

it('the overlap of two boxes is what they share of both', () => {
  const one = { x: 0, y: 0, width: 10, height: 10 };
  expect(overlap(one, one)).toBe(1);
  expect(overlap(one, { x: 5, y: 0, width: 10, height: 10 })).toBeCloseTo(1 / 3);
  expect(overlap(one, { x: 20, y: 0, width: 10, height: 10 })).toBe(0);
});

it('suggestions fit the words typed, those that begin with them first', () => {
  const vocabulary = ['red boat', 'blue boat', 'red car', 'bobcat'];
  expect(suggestions('bo', vocabulary, [])).toEqual(['bobcat', 'red boat', 'blue boat']);
  expect(suggestions('bo re', vocabulary, [])).toEqual(['red boat']);
  expect(suggestions('red boat', vocabulary, [])).toEqual([]);
});
