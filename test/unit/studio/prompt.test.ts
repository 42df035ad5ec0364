import { expect, test } from 'vitest';
import { checkPrompt } from '../../../main/studio/prompt';
import { maximumPromptCharacters } from '../../../preload/contract';
import { anyText, objectWith } from '../../support/matchers';

test.each(['', '   ', '\n\t'])('the prompt %j is empty', (prompt) => {
  expect(() => checkPrompt(prompt)).toThrow(objectWith({ code: 'prompt-empty', hint: anyText }));
});

test('a prompt of 10,000 characters is too long, and both numbers are said', () => {
  expect(() => checkPrompt('x'.repeat(10_000))).toThrow(
    objectWith({ code: 'prompt-too-long', message: 'The prompt has 10000 characters; 2000 are allowed.' }),
  );
});

test('characters are counted as people do', () => {
  expect(() => checkPrompt('🦎'.repeat(maximumPromptCharacters))).not.toThrow();
});
