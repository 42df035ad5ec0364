import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesGrammar, longestChanges } from '../../../main/core/grammar/changes-grammar';
import type { GrammarState } from '../../../main/core/grammar/grammar';
import { longestPlan, planGrammar } from '../../../main/core/grammar/plan-grammar';
import { choiceOf, choosingGrammar, readChosen } from '../../../main/core/plan/chosen-things';
import { readChanges, readPlan } from '../../../main/core/plan/read-plan';
import { placeBoxes, thingTokens } from '../../../main/core/template/boxes';
import { Vocabulary } from '../../../main/core/tokens/vocabulary';
import type { LabelledBox } from '../../../preload/contract';

const neutral = -8;

/** Ids: special 0-9, text 10-35 (one per letter), location 40-48 (eighths of a side), image 50-65. */
const vocabulary = new Vocabulary({
  vocabularySize: 66,
  ranges: { special: [0, 10], text: [10, 36], location: [40, 49], image: [50, 66] },
  special: { bos: 0, eos: 1, pad: 2, break: 3, mask: 4, infill: 4, hole: 8, masks: [4] },
});
const letter = (code: number) => String.fromCharCode(97 + code - 10);
const tokenizer = {
  encodeText: (text: string) => [...text.trim()].map((one) => one.charCodeAt(0) - 97 + 10),
  encodeTemplate: () => [],
  decode: (ids: readonly number[]) => ids.map(letter).join(''),
};
const layout = {
  positions: { kind: 'segment-row-column', neutral, nextCell: true },
  kinds: { text: 0, image: 1, source: 2, control: 3 },
} as const;
const reader = { vocabulary, tokenizer, layout, grid: { rows: 4, columns: 4 } };
const boat: LabelledBox = { label: 'ab', box: { x0: 0.25, y0: 0.5, x1: 0.75, y1: 1 } };

describe('boxes in a sequence', () => {
  const placed = placeBoxes([boat, boat], true, 7, reader);

  test('are a label and four locations each, every token a segment', () => {
    expect(placed.map(({ token }) => token)).toEqual([10, 11, 42, 44, 46, 48, 10, 11, 42, 44, 46, 48]);
    expect(placed.map(({ t }) => t)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  test('have the label at the centre and the locations at the corner cells', () => {
    const cells = placed.slice(0, 6).map(({ row, column }) => [row, column]);
    expect(cells).toEqual([
      [2.5, 1.5],
      [2.5, 1.5],
      [2, 1],
      [2, 1],
      [3, 2],
      [3, 2],
    ]);
  });

  test('are plain text where they are not placed', () => {
    const plain = placeBoxes([boat], false, 0, reader);
    expect(plain.every(({ row, column, kind }) => row === neutral && column === neutral && kind === 0)).toBe(true);
  });
});

/** A walk through the grammar, each step by one of the choices. */
function walk(choices: readonly number[]): { tokens: number[]; ended: boolean } {
  const tokens: number[] = [];
  let state = planGrammar(vocabulary, { things: 2, label: 3, background: 4 });
  for (const choice of choices) {
    expect([...state.allowed]).toEqual([...state.allowed].sort((one, other) => one - other));
    const token = state.allowed[choice % state.allowed.length] ?? -1;
    const next = state.after(token);
    if (next === undefined) return { tokens, ended: true };
    tokens.push(token);
    state = next;
  }
  return { tokens, ended: false };
}

describe('whatever is drawn under the grammar', () => {
  const choices = fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 });

  test('ends in time and reads as boxes with a width and a height, and a background', () => {
    fc.assert(
      fc.property(choices, (own) => {
        const { tokens, ended } = walk(own);
        expect(ended).toBe(true);
        expect(tokens.length).toBeLessThan(longestPlan({ things: 2, label: 3, background: 4 }));
        const { things, background } = readPlan(tokens, [], { vocabulary, tokenizer });
        expect(things.length).toBeLessThanOrEqual(2);
        expect(background.length).toBeLessThanOrEqual(4);
        for (const { label, box } of things) {
          expect(label).toMatch(/^[a-z]{1,3}$/);
          expect([box.x0 < box.x1, box.y0 < box.y1]).toEqual([true, true]);
        }
      }),
    );
  });

  test('offers the same array for the same choice, so that memory can be kept by it', () => {
    const state = planGrammar(vocabulary);
    const box = [20, 41, 42, 44, 45];
    const after = box.reduce<typeof state | undefined>((at, token) => at?.after(token), state);
    expect(after?.allowed).toBe(state.allowed);
  });
});

describe('changes drawn under their grammar', () => {
  const standing = [
    [10, 11, 40, 41, 44, 45],
    [10, 11, 43, 41, 46, 45],
    [12, 40, 41, 44, 45],
  ];
  const words = [...vocabulary.textTokens(new Set())];
  const start = changesGrammar(vocabulary, standing);
  const following = (tokens: readonly number[]) =>
    tokens.reduce<GrammarState | undefined>((state, token) => state?.after(token), start);

  test('let only go what stands there, by the tokens that tell the things apart', () => {
    expect([...start.allowed]).toEqual([vocabulary.break, 10, 12]);
    expect([...(following([10])?.allowed ?? [])]).toEqual([11]);
    expect([...(following([10, 11])?.allowed ?? [])]).toEqual([40, 43]);
    expect([...(following([10, 11, 43, 41])?.allowed ?? [])]).toEqual([46]);
  });

  test('let each thing go once', () => {
    const gone = [10, 11, 43, 41, 46, 45, 12, 40, 41, 44, 45];
    expect([...(following(gone)?.allowed ?? [])]).toEqual([vocabulary.break, 10]);
    expect([...(following([...gone, 10, 11])?.allowed ?? [])]).toEqual([40]);
    expect([...(following([...gone, ...(standing[0] ?? [])])?.allowed ?? [])]).toEqual([vocabulary.break]);
  });

  test('go on with a plan of what comes, and read as both', () => {
    const tokens = [12, 40, 41, 44, 45, vocabulary.break, 11, 42, 44, 46, 48, vocabulary.break, 13];
    expect([...(following(tokens.slice(0, 6))?.allowed ?? [])]).toEqual([...planGrammar(vocabulary).allowed]);
    expect([...(following(tokens)?.allowed ?? [])]).toEqual(
      expect.arrayContaining([vocabulary.eos, ...words.slice(0, 1)]),
    );
    const { gone, come } = readChanges(tokens, { vocabulary, tokenizer });
    expect(gone.map(({ label }) => label)).toEqual(['c']);
    expect(come).toEqual({ things: [{ ...boat, label: 'b' }], background: 'd' });
    expect(tokens.length).toBeLessThan(longestChanges(standing));
  });
});

describe('reading a plan', () => {
  test('gives back the boxes that were written, after those that were given', () => {
    const tokens = [10, 11, 42, 44, 46, 48, 3, 12, 13];
    expect(readPlan(tokens, [{ ...boat, label: 'given' }], { vocabulary, tokenizer })).toEqual({
      things: [{ ...boat, label: 'given' }, boat],
      background: 'cd',
    });
  });

  test('leaves out a box without a label and one that was cut off', () => {
    expect(readPlan([42, 44, 46, 48, 10, 42], [], { vocabulary, tokenizer })).toEqual({ things: [], background: '' });
  });
});

describe('the things that an answer follows from', () => {
  const question = ['<bos>', { generate: 'answer', about: 'things' } as const];
  const house: LabelledBox = { label: 'ab', box: { x0: 0, y0: 0.5, x1: 0.5, y1: 1 } };
  const things = [boat, house, boat];
  const [boatTokens, houseTokens] = [
    [10, 11, 42, 44, 46, 48],
    [10, 11, 40, 44, 44, 48],
  ];

  test('are those of the slot that the goal names', () => {
    expect(choiceOf(question, { boxes: { things } })).toEqual(things);
    expect(choiceOf(question, { boxes: {} })).toEqual([]);
    expect(choiceOf(['<bos>', { generate: 'answer' }], { boxes: { things } })).toBeUndefined();
  });

  test('are read as they stand, with how sure the model was of all of them', () => {
    const tokens = [...houseTokens, ...boatTokens, 3, 12, 13];
    const probabilities = tokens.map((token) => (token === 3 || token === 40 ? 0.5 : 1));
    expect(readChosen(tokens, probabilities, things, reader)).toEqual({
      about: [house, boat],
      sureness: 0.25,
      start: 13,
    });
    expect(readChosen([3, 12], [0.5, 0.1], things, reader)).toEqual({ about: [], sureness: 0.5, start: 1 });
  });

  test('are no part of an answer that does not name them', () => {
    expect(readChosen([12, 13], [0.5, 0.5], undefined, reader)).toEqual({ sureness: 1, start: 0 });
  });

  test('are read whatever is drawn', () => {
    const start = choosingGrammar(things, planGrammar(vocabulary), reader);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), (choices) => {
        const tokens: number[] = [];
        let state: GrammarState | undefined = start;
        for (const choice of choices) {
          const token: number = state?.allowed[choice % state.allowed.length] ?? vocabulary.eos;
          state = state?.after(token);
          tokens.push(token);
        }
        const { about = [], start: answer } = readChosen(tokens, [], things, reader);
        const written = about.flatMap((thing) => thingTokens(thing, reader));
        if (tokens.includes(vocabulary.break)) expect([...written, vocabulary.break]).toEqual(tokens.slice(0, answer));
        for (const thing of about)
          expect(about.filter((one) => one === thing).length).toBeLessThanOrEqual(
            things.filter((one) => one === thing).length,
          );
      }),
    );
  });
});
