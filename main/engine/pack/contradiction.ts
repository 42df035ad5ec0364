import { StudioError } from '../../../preload/contract';

/** A pack whose graphs do something else than its manifest says; `says` goes on after “The model pack <title>”. */
export function contradiction(title: string, says: string): StudioError {
  return new StudioError({
    code: 'pack-invalid',
    message: `The model pack “${title}” ${says}, as its manifest says.`,
    hint: 'Install the pack again, or ask its author for a corrected one.',
  });
}
