import { maximumPromptCharacters, type PackTask, StudioError } from '../../../preload/contract';
import type { Tokenizer } from '../../core/template/tokenizer';

const hint = 'Say it in fewer words.';

/** The prompt without blanks around it. Throws `prompt-empty` or `prompt-too-long`. */
export function checkPrompt(text: string, task: PackTask, tokenizer: Tokenizer): string {
  const prompt = text.trim();
  checkCharacters(prompt);
  const tokens = tokenizer.encodeText(prompt).length;
  if (task.maxPromptTokens !== undefined && tokens > task.maxPromptTokens) {
    throw tooLong(`The prompt is ${tokens} tokens long; this pack reads at most ${task.maxPromptTokens}.`);
  }
  return prompt;
}

/** Throws `prompt-too-long` when a prompt and what it is to become do not fit in the model's longest sequence. */
export function checkLength(promptTokens: number, newTokens: number, maxLength: number): void {
  if (promptTokens + newTokens <= maxLength) return;
  throw tooLong(
    `The prompt is ${promptTokens} tokens long in its template; this pack has room for ${maxLength - newTokens}.`,
  );
}

function checkCharacters(prompt: string): void {
  if (prompt === '') {
    throw new StudioError({
      code: 'prompt-empty',
      message: 'The prompt is empty.',
      hint: 'Say what the picture should show, for example “a red boat on the sea at sunset”.',
    });
  }
  const characters = [...prompt].length;
  if (characters > maximumPromptCharacters) {
    throw tooLong(`The prompt is ${characters} characters long; at most ${maximumPromptCharacters} are read.`);
  }
}

function tooLong(message: string): StudioError {
  return new StudioError({ code: 'prompt-too-long', message, hint });
}
