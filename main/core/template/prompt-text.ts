import { maximumPromptCharacters, StudioError } from '../../../preload/contract';

/**
 * What a person wrote, without blanks around it. Throws `prompt-empty` or `prompt-too-long`: what can be said of a prompt
 * before any pack is loaded.
 */
export function plainPrompt(text: string): string {
  const prompt = text.trim();
  if (prompt === '') {
    throw new StudioError({
      code: 'prompt-empty',
      message: 'The prompt is empty.',
      hint: 'Write what the picture should show, for example “a red boat on the sea at sunset”.',
    });
  }
  const characters = [...prompt].length;
  if (characters > maximumPromptCharacters) {
    throw promptTooLong(`The prompt has ${characters} characters; ${maximumPromptCharacters} are allowed.`);
  }
  return prompt;
}

export function promptTooLong(message: string, hint = 'Say it in fewer words.'): StudioError {
  return new StudioError({ code: 'prompt-too-long', message, hint });
}
