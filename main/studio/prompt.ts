import { StudioError, maximumPromptCharacters } from '../../preload/contract';

/** What can be said about a prompt before any pack is loaded; the pack's own bound, in tokens, comes later. */
export function checkPrompt(prompt: string): void {
  if (prompt.trim() === '') {
    throw new StudioError({
      code: 'prompt-empty',
      message: 'The prompt is empty.',
      hint: 'Write what the picture should show, for example “a red boat on the sea at sunset”.',
    });
  }
  const length = [...prompt].length;
  if (length > maximumPromptCharacters) {
    throw new StudioError({
      code: 'prompt-too-long',
      message: `The prompt has ${length} characters; ${maximumPromptCharacters} are allowed.`,
      hint: 'Say it in fewer words.',
    });
  }
}
