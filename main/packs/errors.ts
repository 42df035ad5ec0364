import { basename } from 'node:path';
import { type ErrorCode, StudioError } from '../../preload/contract';

const hints: Partial<Record<ErrorCode, string>> = {
  'pack-missing': 'Check the folder, or install the pack again.',
  'pack-invalid': 'Ask the author of the pack for a corrected one, or install it again.',
  'pack-file-missing': 'The copy is incomplete: install the pack again.',
  'pack-hash-mismatch': 'The file was damaged or changed: install the pack again from a source you trust.',
  'pack-path-outside': 'Do not use this pack; install it again from a source you trust.',
  'file-unwritable': 'Make room, then install the pack again.',
  'too-large': 'Install the pack again from a source you trust.',
};

/** An error about the pack in `folder`: `says` goes on after "The pack <name>". */
export function packError(code: ErrorCode, folder: string, says: string, cause?: unknown): StudioError {
  const hint = hints[code];
  return new StudioError(
    {
      code,
      message: `The pack “${basename(folder)}” ${says}`,
      detail: folder,
      ...(hint === undefined ? {} : { hint }),
    },
    cause === undefined ? undefined : { cause },
  );
}

export function isFileMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
}
