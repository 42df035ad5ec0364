import { expect, test } from 'vitest';
import { checkLength, checkPrompt } from '../../../main/engine/tasks/prompt-check';
import { settingsFor } from '../../../main/engine/tasks/task';
import type { Tokenizer } from '../../../main/core/template/tokenizer';
import { StudioError, maximumPromptCharacters, type PackTask } from '../../../preload/contract';

const defaults = { temperature: 1, topP: 0.9, guidance: 2 };
const task: PackTask = { templates: [], defaults, maxPromptTokens: 5 };
/** One token for every word. */
const tokenizer: Tokenizer = {
  encodeText: (text) => text.split(' ').map(() => 1),
  encodeTemplate: () => [],
  decode: () => '',
};
const check = (prompt: string) => checkPrompt(prompt, task, tokenizer);

test('a prompt loses the blanks around it', () => {
  expect(check('  a red boat \n')).toBe('a red boat');
});

test.each(['', '   ', '\n\t'])('an empty prompt (%j) is refused', (prompt) => {
  expect(() => check(prompt)).toThrow(expect.objectContaining({ code: 'prompt-empty' }) as Error);
});

test('a prompt of too many characters is refused with both numbers', () => {
  expect(() => check('x'.repeat(10_000))).toThrow(`10000 characters; ${maximumPromptCharacters} are allowed`);
  expect(check('x'.repeat(maximumPromptCharacters))).toHaveLength(maximumPromptCharacters);
});

test('a prompt of too many tokens is refused with both numbers', () => {
  expect(check('one two three four five')).toBeTruthy();
  expect(() => check('one two three four five six')).toThrow('6 tokens long; this pack reads at most 5');
});

test('prompt and answer have to fit in the longest sequence', () => {
  expect(() => {
    checkLength(44, 256, 300);
  }).not.toThrow();
  expect(() => {
    checkLength(45, 256, 300);
  }).toThrow('45 tokens long in its template; this pack has room for 44');
});

test('what is too long may also be what the model planned, which fewer words do not help', () => {
  const hints = [() => checkLength(45, 256, 300), () => check('one two three four five six')].map(hintOf);
  expect(hints[0]).toContain('another seed');
  expect(hints[1]).toBe('Say it in fewer words.');
});

function hintOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof StudioError ? thrown.hint : undefined;
  }
  return undefined;
}

test('what is asked for lies over the defaults of the pack', () => {
  expect(settingsFor(task, {})).toEqual(defaults);
  expect(settingsFor(task, { temperature: 0, guidance: undefined })).toEqual({ ...defaults, temperature: 0 });
});
