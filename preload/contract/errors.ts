import { z } from './zod';

/** Every error that can cross a process border. A code is stable; a message is for people. */
export const errorCodes = [
  'bad-request',
  'forbidden',
  'too-large',
  'prompt-empty',
  'prompt-too-long',
  'pack-missing',
  'pack-invalid',
  'pack-file-missing',
  'pack-hash-mismatch',
  'pack-path-outside',
  'task-unsupported',
  'nothing-to-change',
  'region-empty',
  'image-unreadable',
  'asset-missing',
  'job-missing',
  'queue-full',
  'engine-died',
  'engine-unavailable',
  'engine-failed',
  'device-unavailable',
  'out-of-memory',
  'port-taken',
  'recipe-missing',
  'rerun-differs',
  'project-unreadable',
  'project-too-new',
  'project-missing',
  'project-elsewhere',
  'project-changed',
  'file-missing',
  'file-unwritable',
  'folder-missing',
  'photo-missing',
  'library-busy',
  'library-unavailable',
  'internal',
] as const;

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/**
 * An error as data.
 * `message` says what happened and to what; `hint` what to do; `detail` is for a report, never for a dialog.
 */
export const StudioErrorData = z.object({
  code: ErrorCode,
  message: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
});
export type StudioErrorData = z.infer<typeof StudioErrorData>;

/** The thrown form of {@link StudioErrorData} inside one process. */
export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(data: StudioErrorData, options?: ErrorOptions) {
    super(data.message, options);
    this.name = 'StudioError';
    this.code = data.code;
    this.detail = data.detail;
    this.hint = data.hint;
  }

  toData(): StudioErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.hint === undefined ? {} : { hint: this.hint }),
    };
  }
}

/** Turns whatever was thrown into data; an unknown error keeps its text as detail under the code `internal`. */
export function errorData(thrown: unknown): StudioErrorData {
  if (thrown instanceof StudioError) return thrown.toData();
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    code: 'internal',
    message: 'Something went wrong inside the studio.',
    detail,
    hint: 'Try again. If it happens again, restart the studio; your pictures are kept.',
  };
}
