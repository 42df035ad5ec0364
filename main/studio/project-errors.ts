import { StudioError } from '../../preload/contract';

export function elsewhere(name: string): StudioError {
  return new StudioError({
    code: 'project-elsewhere',
    message: `The project “${name}” was opened in another window; changes made here are not kept any more.`,
    hint: 'Go on in the other window, or load this one anew to take the project over.',
  });
}

export function openElsewhere(name: string): StudioError {
  return new StudioError({
    code: 'project-elsewhere',
    message: `The project “${name}” is open in another studio or window, which may save to the same file.`,
    hint: 'Close it there, or save under another name.',
  });
}

export function notOpen(): never {
  throw new StudioError({
    code: 'project-missing',
    message: 'The studio does not hold this project any more; it may have been restarted.',
    hint: 'Load the window anew: your work up to the last change is brought back.',
  });
}

export function notListed(): never {
  throw new StudioError({
    code: 'project-missing',
    message: 'This project is not in the list of recent projects any more.',
    hint: 'Open its file.',
  });
}
