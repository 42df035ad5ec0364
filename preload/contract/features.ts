import { PackPath } from './pack-path';
import { z } from './zod';

/** What a graph is given of a picture: codes of the image codebook, or the vectors of the feature encoder. */
export const PictureForm = z.enum(['codes', 'features']);
export type PictureForm = z.infer<typeof PictureForm>;

/** An encoder whose vectors enter the transformer as embeddings: a picture that is only read, not drawn. */
export const FeatureEncoder = z.object({
  encoder: z.object({ file: PackPath }),
  /** Side of the square picture that it reads, in pixels. */
  pixels: z.int().min(16).max(4096),
  /** How a picture of another shape becomes that square: all of it squeezed, or the largest square in its middle. */
  fit: z.enum(['stretch', 'cover']),
  /** Cells as [rows, columns]; each has one vector. */
  grid: z.tuple([z.int().min(1).max(256), z.int().min(1).max(256)]),
  /** Numbers in the vector of a cell. */
  dimension: z.int().min(1).max(65_536),
  /** The special token, by its name, that stands where a vector is read. */
  token: z.string().min(1).max(40),
});
export type FeatureEncoder = z.infer<typeof FeatureEncoder>;

/** A graph that tells pictures like those that the pack was made for from others. */
export const FamiliarGraph = z.object({
  file: PackPath,
  reads: PictureForm.default('features'),
  /** A picture with a score above this is unlike what the pack knows. */
  threshold: z.number(),
  /** The share of pictures like those that the pack knows that were above it when it was chosen. */
  falseAlarms: z.number().min(0).max(1),
});
export type FamiliarGraph = z.infer<typeof FamiliarGraph>;

/** Something that is found as a region of a picture, and the words that mean it in instructions. */
export const RegionClass = z.object({
  name: z.string().min(1).max(60),
  words: z.array(z.string().min(1).max(60)).max(50),
});
export type RegionClass = z.infer<typeof RegionClass>;

/** A graph that says of each place in a picture what it belongs to. */
export const RegionGraph = z.object({
  file: PackPath,
  /** The longest side at which a picture is looked at. */
  pixels: z.int().min(32).max(4096),
  /** What it knows, in the order of its channels from the second on; the first one is everything else. */
  classes: z.array(RegionClass).min(1).max(200),
});
export type RegionGraph = z.infer<typeof RegionGraph>;

/** How unlike what its pack knows a picture is. */
export const Familiarity = z.object({ score: z.number(), threshold: z.number() });
export type Familiarity = z.infer<typeof Familiarity>;

export function isFamiliar({ score, threshold }: Familiarity): boolean {
  return score <= threshold;
}
