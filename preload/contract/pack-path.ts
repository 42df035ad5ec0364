import { z } from './zod';

/** A path inside the pack: forward slashes, no drive, no leading slash, no empty, `.` or `..` part. */
export const PackPath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9._/-]+$/, 'only letters, digits, dot, dash, underscore and slash')
  .refine(
    (path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'must stay inside the pack',
  );
