import { StudioErrorData } from './errors';
import { FolderId } from './ids';
import { z } from './zod';

/** A file beside a picture that describes it: plain words, JSON, or an XMP packet as photo programs read it. */
export const SidecarKind = z.enum(['txt', 'json', 'xmp']);
export type SidecarKind = z.infer<typeof SidecarKind>;

/** The table of all captions of a folder; it lies in that folder. */
export const captionTableName = 'captions.csv';

/** Most pictures that are named with what was wrong with them; all are counted. */
export const maximumCaptionProblems = 200;

/** What is to be written of the captions of a folder. */
export const CaptioningWishes = z
  .strictObject({
    folder: FolderId,
    /** Written beside each picture. */
    kinds: z.array(SidecarKind).max(SidecarKind.options.length),
    /** Whether there is to be a table {@link captionTableName} of all captions. */
    table: z.boolean(),
    /** Writes over what is there already; otherwise that stays. */
    overwrite: z.boolean(),
  })
  .refine(({ kinds, table }) => kinds.length > 0 || table, 'something is to be written');
export type CaptioningWishes = z.infer<typeof CaptioningWishes>;

/** How far the captions of a folder are, or what came of them. */
export const CaptioningView = z.object({
  folder: FolderId,
  /** Of the folder. */
  name: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Files of which it is known what comes of them, of `total`; total is 0 while the folder is looked through. */
  done: z.int().min(0),
  total: z.int().min(0),
  described: z.int().min(0),
  /** Pictures beside which everything lay already. */
  kept: z.int().min(0),
  failed: z.int().min(0),
  /** The first of those that failed, each by its place in the folder. */
  problems: z.array(z.object({ file: z.string(), message: z.string() })).max(maximumCaptionProblems),
  /** Whether the table was written. */
  table: z.boolean(),
  /** What ended it early. */
  error: StudioErrorData.optional(),
});
export type CaptioningView = z.infer<typeof CaptioningView>;
