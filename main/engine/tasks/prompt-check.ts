import type { PackTask } from '../../../preload/contract';
import { plainPrompt, promptTooLong } from '../../core/template/prompt-text';
import type { Tokenizer } from '../../core/template/tokenizer';

/** The prompt without blanks around it. Throws `prompt-empty` or `prompt-too-long`. */
export function checkPrompt(text: string, task: PackTask, tokenizer: Tokenizer): string {
  const prompt = plainPrompt(text);
  const tokens = tokenizer.encodeText(prompt).length;
  if (task.maxPromptTokens !== undefined && tokens > task.maxPromptTokens) {
    throw promptTooLong(`The prompt is ${tokens} tokens long; this pack reads at most ${task.maxPromptTokens}.`);
  }
  return prompt;
}

/** Throws `prompt-too-long` when a prompt and what it is to become do not fit in the model's longest sequence. */
export function checkLength(promptTokens: number, newTokens: number, maxLength: number): void {
  if (promptTokens + newTokens <= maxLength) return;
  throw promptTooLong(
    `The prompt is ${promptTokens} tokens long in its template; this pack has room for ${maxLength - newTokens}.`,
    'Say it in fewer words or with fewer boxes. Where the model planned too much by itself, another seed helps.',
  );
}
