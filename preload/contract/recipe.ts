import { PackId } from './ids';
import { ControlKind } from './control';
import { SamplingSettings, TaskName } from './manifest';
import { Plan, Rectangle } from './plan';
import { Cells, Marks } from './region';
import { z } from './zod';

export const Seed = z.int().min(0).max(0xffff_ffff);

/**
 * How a picture was made: enough to make it again. Carries no date and no path, so that the same request gives the
 * same file.
 */
export const Recipe = z.object({
  format: z.literal(1),
  task: TaskName,
  prompt: z.string(),
  /** What it was not to show. */
  negative: z.string().optional(),
  /** What was planned from the prompt and then drawn, in packs that plan. */
  plan: Plan.optional(),
  /** What was read from the picture that this one was made from by an edit. */
  before: Plan.optional(),
  /** The cells that were drawn anew in it, where it is not the whole picture. */
  cells: Cells.optional(),
  /** What of those shows. */
  marks: Marks.optional(),
  /** What kind of control it was drawn along. */
  control: ControlKind.optional(),
  /** What was done to its colours, and where, if that is not everywhere: such a picture was filtered, not drawn. */
  filter: z.object({ change: z.string().max(60), region: z.string().max(60).optional() }).optional(),
  /** The part of the source that the model worked on, where that was said. */
  part: Rectangle.optional(),
  /** SHA-256 of the files of the pictures it was made from or after, in the order of the request. */
  pictures: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(16)
    .optional(),
  /** Codes of its first cells in reading order, where they were taken from another picture. */
  taken: z.array(z.int().min(0)).min(1).max(65_536).optional(),
  seed: Seed,
  /** Which of the pictures drawn together this one is; part of its random stream. */
  candidate: z.int().min(0),
  settings: SamplingSettings,
  /** `hash` is the SHA-256 of the manifest, which lists the hash of every file of the pack. */
  pack: z.object({ id: PackId, version: z.string(), hash: z.string() }),
  studio: z.string(),
  device: z.string(),
});
export type Recipe = z.infer<typeof Recipe>;

/** The hashes of all files that the picture was made from, each once. */
export function sourcesOf({ pictures = [], marks }: Pick<Recipe, 'pictures' | 'marks'>): string[] {
  return [...new Set([...pictures, ...(marks !== undefined && 'mask' in marks ? [marks.mask] : [])])];
}
