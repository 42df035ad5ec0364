import { z } from './zod';

/** What a picture is drawn along. */
export const ControlKind = z.enum(['edges', 'segmentation', 'depth', 'sketch']);
export type ControlKind = z.infer<typeof ControlKind>;
