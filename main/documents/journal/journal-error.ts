import { StudioError } from '../../../preload/contract';
import { writeReason } from '../system-errors';

/** For a change that did not come into the journal. Nothing is lost as long as the window is there: it sends it again. */
export function notKept(thrown: unknown): StudioError {
  const cause = thrown instanceof StudioError ? thrown.cause : thrown;
  return new StudioError(
    {
      code: 'file-unwritable',
      message: `The last change would not survive a crash, because it cannot be written down: ${writeReason(cause)}.`,
      hint: 'It is still in the window and is tried again. Make room, or save the project to another drive now.',
    },
    { cause: thrown },
  );
}
