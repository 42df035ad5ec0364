import { StudioError } from '../../../preload/contract';
import { backupPath } from './backup';

/** `file` is the path or, of a file that was handed over, the name; `reason` goes on from “it”. */
export function unreadable(file: string, reason: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: 'project-unreadable',
      message: `The project ${file} cannot be opened: it ${reason}.`,
      hint: `The version before it, if there is one, is beside it under the name ${backupPath(file)}.`,
    },
    { cause },
  );
}

export function tooNew(file: string): StudioError {
  return new StudioError({
    code: 'project-too-new',
    message: `The project ${file} was made by a newer version of the studio.`,
    hint: 'Open it with that version. Nothing in it was changed.',
  });
}

export function notThere(file: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: 'file-missing',
      message: `The project ${file} cannot be read.`,
      hint: 'Check that it still has this name, that its drive is connected and that you may read it.',
    },
    { cause },
  );
}

export function changedSince(path: string): StudioError {
  return new StudioError({
    code: 'project-changed',
    message: `The project ${path} was changed by someone else since it was opened here.`,
    hint: 'Save yours under another name, so that both are kept.',
  });
}

/** Of a project whose pictures are more than a project file may hold: it could be written, but not opened again. */
export function tooLargeToSave(path: string): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `The project ${path} is not saved: its pictures take more than a project file can hold, which is one gigabyte.`,
    hint: 'Delete layers or snapshots that you do not need, then save again. Your work is kept meanwhile.',
  });
}

export function driveGone(path: string): StudioError {
  return new StudioError({
    code: 'file-missing',
    message: `The drive with the project ${path} is not connected any more.`,
    hint: 'Connect it and save again, or save under another name. Your work is kept meanwhile.',
  });
}
