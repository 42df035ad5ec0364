import { describe, expect, test } from 'vitest';
import { buildPrompt, type TemplateReader } from '../../../main/core/template/prompt';
import { Vocabulary } from '../../../main/core/tokens/vocabulary';
import type { SequenceTemplate } from '../../../preload/contract';

const neutral = -8;

/** Ids: special 0-9, text 10-19 (one per letter a-j), location 20-21, image 30-45. */
const vocabulary = new Vocabulary({
  vocabularySize: 48,
  ranges: { special: [0, 10], text: [10, 20], location: [20, 22], image: [30, 46] },
  special: { bos: 0, eos: 1, pad: 2, break: 3, mask: 4, infill: 4, hole: 8, masks: [4] },
});

const names: Record<string, number> = { '<bos>': 0, '<break>': 3, '<mask:0>': 4 };
const letters = (text: string) => [...text].map((letter) => 10 + letter.charCodeAt(0) - 97);

const reader: TemplateReader = {
  vocabulary,
  tokenizer: {
    encodeText: letters,
    encodeTemplate: (text) => (text in names ? [names[text] ?? 0] : letters(text)),
    decode: () => '',
  },
  layout: {
    positions: { kind: 'segment-row-column', neutral, nextCell: true },
    kinds: { text: 0, image: 1, source: 2, control: 3 },
  },
  grid: { rows: 2, columns: 2 },
  maxNewTokens: 5,
};

const drawing: SequenceTemplate = ['<bos>', { text: 'prompt' }, '<break>', { generate: 'image' }, '<break>'];
const describing: SequenceTemplate = ['<bos>', { image: 'source' }, '<break>', 'ab', { generate: 'text' }];
const triples = (flat: Float32Array) =>
  Array.from({ length: flat.length / 3 }, (_, i) => [...flat.slice(3 * i, 3 * i + 3)]);
const text = (t: number) => [t, neutral, neutral];

describe('a picture that is read as vectors', () => {
  const seeing: SequenceTemplate = ['<bos>', { image: 'source', as: 'features' }, '<break>', { generate: 'text' }];
  const features = { grid: { rows: 1, columns: 2 }, dimension: 3, token: 9 };
  const vectors = Float32Array.of(1, 2, 3, 4, 5, 6);
  const slots = { texts: {}, images: {}, boxes: {}, features: { source: vectors } };

  test('has a token for each cell of its own grid, in its place, with its vector', () => {
    const { elements } = buildPrompt(seeing, slots, { ...reader, features });
    expect([...elements.tokens]).toEqual([0, 9, 9, 3]);
    expect([...elements.kinds]).toEqual([0, 2, 2, 0]);
    expect(triples(elements.keyPositions)).toEqual([text(0), [1, 0, 0], [1, 0, 1], text(2)]);
    expect(triples(elements.features)).toEqual([
      [0, 0, 0],
      [1, 2, 3],
      [4, 5, 6],
      [0, 0, 0],
    ]);
  });

  test('needs a vector for each cell, and a pack that reads vectors', () => {
    const few = { ...slots, features: { source: vectors.subarray(3) } };
    expect(() => buildPrompt(seeing, few, { ...reader, features })).toThrow(RangeError);
    expect(() => buildPrompt(seeing, slots, reader)).toThrow('reads features, for which it has no encoder');
  });
});

describe('a sentence that becomes a picture', () => {
  const { elements, course } = buildPrompt(drawing, { texts: { prompt: 'cab' }, images: {}, boxes: {} }, reader);

  test('ends before what is generated', () => {
    expect([...elements.tokens]).toEqual([0, 12, 10, 11, 3]);
    expect([...elements.kinds]).toEqual([0, 0, 0, 0, 0]);
  });

  test('counts every text token as a segment', () => {
    expect(triples(elements.keyPositions)).toEqual([text(0), text(1), text(2), text(3), text(4)]);
  });

  test('looks ahead: each element knows place and kind of the next one', () => {
    expect(triples(elements.queryPositions)).toEqual([text(1), text(2), text(3), text(4), [5, 0, 0]]);
    expect([...elements.nextKinds]).toEqual([0, 0, 0, 0, 1]);
  });

  test('goes on through the cells of one segment, and after it with the next', () => {
    expect(course.length).toBe(4);
    expect([0, 1, 2, 3, 4].map(course.place)).toEqual([
      { t: 5, row: 0, column: 0, kind: 1 },
      { t: 5, row: 0, column: 1, kind: 1 },
      { t: 5, row: 1, column: 0, kind: 1 },
      { t: 5, row: 1, column: 1, kind: 1 },
      { t: 6, row: neutral, column: neutral, kind: 0 },
    ]);
  });
});

describe('a picture that becomes text', () => {
  const { elements, course } = buildPrompt(
    describing,
    { texts: {}, images: { source: [0, 5, 15, 1] }, boxes: {} },
    reader,
  );

  test('holds the codes as image tokens in one segment with rows and columns', () => {
    expect([...elements.tokens]).toEqual([0, 30, 35, 45, 31, 3, 10, 11]);
    expect([...elements.kinds]).toEqual([0, 2, 2, 2, 2, 0, 0, 0]);
    const cells = [0, 1].flatMap((row) => [0, 1].map((column) => [1, row, column]));
    expect(triples(elements.keyPositions)).toEqual([text(0), ...cells, text(2), text(3), text(4)]);
  });

  test('looks ahead into and out of the picture', () => {
    const ahead = triples(elements.queryPositions);
    expect(ahead[0]).toEqual([1, 0, 0]);
    expect(ahead[4]).toEqual(text(2));
    expect([...elements.nextKinds]).toEqual([2, 2, 2, 2, 0, 0, 0, 0]);
  });

  test('writes as many tokens as the task allows', () => {
    expect(course.length).toBe(5);
    expect(course.place(2)).toEqual({ t: 7, row: neutral, column: neutral, kind: 0 });
  });

  test('takes the kind that the template names', () => {
    const template: SequenceTemplate = ['<bos>', { image: 'source', kind: 'control' }, { generate: 'text' }];
    const prompt = buildPrompt(template, { texts: {}, images: { source: [0, 0, 0, 0] }, boxes: {} }, reader);
    expect([...prompt.elements.kinds]).toEqual([0, 3, 3, 3, 3]);
  });
});

test('without the look-ahead a query stands where its key stands', () => {
  const plain = { ...reader, layout: { ...reader.layout, positions: { ...reader.layout.positions, nextCell: false } } };
  const { elements } = buildPrompt(drawing, { texts: { prompt: 'a' }, images: {}, boxes: {} }, plain);
  expect(elements.queryPositions).toEqual(elements.keyPositions);
});

test('a pack that only counts its tokens needs no places and no kinds', () => {
  const counting: TemplateReader = { ...reader, layout: { positions: { kind: 'index' } } };
  const slots = { texts: {}, images: { source: [0, 1, 2, 3] }, boxes: {} };
  const { elements, course } = buildPrompt(describing, slots, counting);
  expect([...elements.tokens]).toEqual([0, 30, 31, 32, 33, 3, 10, 11]);
  expect([...elements.kinds, ...elements.nextKinds]).toEqual(new Array(16).fill(0));
  expect(course.length).toBe(5);
});

test('an empty text takes no place', () => {
  const { elements, course } = buildPrompt(drawing, { texts: { prompt: '' }, images: {}, boxes: {} }, reader);
  expect([...elements.tokens]).toEqual([0, 3]);
  expect(course.place(0).t).toBe(2);
});

test.each<[string, SequenceTemplate]>([
  ['asks for “style”', ['<bos>', { text: 'style' }, { generate: 'image' }]],
  ['asks for “toString”', ['<bos>', { image: 'toString' }, { generate: 'image' }]],
  ['uses documents', ['<bos>', { documents: 'references' }, { generate: 'image' }]],
  ['nothing before', [{ generate: 'image' }]],
])('a template that %s cannot be filled and says so', (says, template) => {
  expect(() => buildPrompt(template, { texts: {}, images: {}, boxes: {} }, reader)).toThrow(says);
});

test('a code that the codebook does not have is refused', () => {
  expect(() => buildPrompt(describing, { texts: {}, images: { source: [0, 0, 0, 16] }, boxes: {} }, reader)).toThrow(
    RangeError,
  );
});
