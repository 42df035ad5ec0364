import { AssetId } from './ids';
import { maximumBoxes, Rectangle } from './plan';
import { z } from './zod';

/** Cells of a pack's token grid by their number in reading order, rising, each once. */
export const Cells = z
  .array(z.int().min(0).max(65_535))
  .max(65_536)
  .refine((cells) => cells.every((cell, index) => index === 0 || cell > (cells[index - 1] ?? 0)), 'must rise');
export type Cells = z.infer<typeof Cells>;

/** A part of a picture: some rectangles together, some cells, or what is light in a picture of its own, a mask. */
export const Region = z.union([
  z.strictObject({ boxes: z.array(Rectangle).min(1).max(maximumBoxes) }),
  z.strictObject({ cells: Cells.min(1) }),
  /** Its middle square lies over that of the picture that the model works on. White is in, black and transparent is out. */
  z.strictObject({ mask: AssetId }),
]);
export type Region = z.infer<typeof Region>;
