import { AssetId } from './ids';
import { Recipe } from './recipe';
import { z } from './zod';

/** A picture that was made once; its id is the SHA-256 of its file. */
export const GalleryEntry = z.object({
  id: AssetId,
  /** Milliseconds since 1970. */
  made: z.number(),
  width: z.int().min(1),
  height: z.int().min(1),
  recipe: Recipe,
});
export type GalleryEntry = z.infer<typeof GalleryEntry>;

export const GallerySearch = z.strictObject({
  /** All of them occur in the prompt; without words everything is found. */
  words: z.string().max(500),
  /** How many of the newest to pass over. */
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(60),
});
export type GallerySearch = z.infer<typeof GallerySearch>;

export const GalleryPage = z.object({ entries: z.array(GalleryEntry), total: z.int().min(0) });
export type GalleryPage = z.infer<typeof GalleryPage>;
