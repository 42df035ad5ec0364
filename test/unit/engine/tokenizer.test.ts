import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTokenizer } from '../../../main/engine/text/hub-tokenizer';
import { tinyPack } from '../../support/temporary-pack';
import { tinyExpected } from '../../support/tiny-expected';

const tokenizer = readTokenizer(readFileSync(join(tinyPack, 'tokenizer.json')));

describe('the tokenizer of a pack', () => {
  test('gives the ids that the trainer gave', () => {
    expect(tokenizer.encodeText(tinyExpected.prompt)).toEqual(tinyExpected.textIds);
  });

  test('reads special tokens in templates', () => {
    expect(tokenizer.encodeTemplate('<bos>')).toEqual([0]);
    const [mask, ...words] = tokenizer.encodeTemplate('<mask:0>a red boat');
    expect(mask).toBe(4);
    expect(words).toEqual(tinyExpected.textIds);
  });

  test('takes nothing a person writes for a special token', () => {
    const ids = tokenizer.encodeText('<eos><bos> <mask:0> <loc:3>');
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...ids)).toBeLessThan(309);
    expect(tokenizer.decode(ids)).toBe('<eos><bos> <mask:0> <loc:3>');
  });

  test('gives back any text it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenizer.decode(tokenizer.encodeText(text))).toBe(text);
      }),
    );
  });

  test('keeps the space before a punctuation mark', () => {
    expect(tokenizer.decode(tokenizer.encodeText('a boat !'))).toBe('a boat !');
  });

  test('leaves special tokens out of what it reads back', () => {
    expect(tokenizer.decode([0, ...tinyExpected.textIds, 1])).toBe(tinyExpected.prompt);
    expect(tokenizer.decode([])).toBe('');
  });

  test.each(['', '[]', '{"model": 3}', '{"model": {"type": "Unheard"}}'])('that is broken (%s) is refused', (text) => {
    expect(() => readTokenizer(new TextEncoder().encode(text))).toThrow('tokenizer of the pack cannot be read');
  });
});
