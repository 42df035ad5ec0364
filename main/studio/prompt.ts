import type { JobRequest } from '../../preload/contract';
import { plainPrompt } from '../core/template/prompt-text';

/** Checks what a request says in words. Throws `prompt-empty`, where something must be said, and `prompt-too-long`. */
export function checkWords(request: JobRequest): void {
  const words = wordsOf(request);
  if (words.text.trim() !== '' || words.needed) plainPrompt(words.text);
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
    case 'plan':
      return { text: request.prompt, needed: request.boxes.length === 0 };
    case 'ask':
      return { text: request.question, needed: true };
    case 'locate':
      return { text: request.thing, needed: true };
    default:
      return { text: '', needed: false };
  }
}
