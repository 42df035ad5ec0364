import { expect, test } from 'vitest';
import { plainPrompt } from '../../../main/core/template/prompt-text';
import { maximumPromptCharacters } from '../../../preload/contract';
import { anyText, objectWith } from '../../support/matchers';

test.each(['', '   ', '\n\t'])('the prompt %j is empty', (prompt) => {
  expect(() => plainPrompt(prompt)).toThrow(objectWith({ code: 'prompt-empty', hint: anyText }));
});

test('a prompt of 10,000 characters is too long, and both numbers are said', () => {
  expect(() => plainPrompt('x'.repeat(10_000))).toThrow(
    objectWith({ code: 'prompt-too-long', message: 'The prompt has 10000 characters; 2000 are allowed.' }),
  );
});

test('characters are counted as people do, blanks around them are not', () => {
  const lizards = '🦎'.repeat(maximumPromptCharacters);
  expect(plainPrompt(`  ${lizards} \n`)).toBe(lizards);
});
