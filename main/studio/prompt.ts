import { type JobRequest, StudioError, maximumPromptCharacters } from '../../preload/contract';

/** Checks what a request says in words. Throws `prompt-empty`, where something must be said, and `prompt-too-long`. */
export function checkWords(request: JobRequest): void {
  const words = wordsOf(request);
  if (words.text.trim() !== '' || words.needed) checkPrompt(words.text);
}

/** What is said, and whether the request means nothing without it. */
function wordsOf(request: JobRequest): { readonly text: string; readonly needed: boolean } {
  switch (request.task) {
    case 'generate':
      return { text: request.prompt, needed: true };
    case 'edit':
      return { text: request.prompt, needed: request.after === undefined };
    case 'inpaint':
    case 'control':
      return { text: request.prompt, needed: false };
    case 'ask':
      return { text: request.question, needed: true };
    case 'locate':
      return { text: request.thing, needed: true };
    default:
      return { text: '', needed: false };
  }
}

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
