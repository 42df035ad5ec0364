import { PackId } from './ids';
import { SamplingSettings, TaskName } from './manifest';
import { Plan } from './plan';
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
  /** What was planned from the prompt and then drawn, in packs that plan. */
  plan: Plan.optional(),
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
