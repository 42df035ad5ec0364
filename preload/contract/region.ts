import { AssetId } from './ids';
import { maximumBoxes, Rectangle } from './plan';
import { z } from './zod';

/** Cells of a pack's token grid by their number in reading order, rising, each once. */
export const Cells = z
  .array(z.int().min(0).max(65_535))
  .max(65_536)
  .refine((cells) => cells.every((cell, index) => index === 0 || cell > (cells[index - 1] ?? 0)), 'must rise');
export type Cells = z.infer<typeof Cells>;

const Boxes = z.array(Rectangle).min(1).max(maximumBoxes);

/**
 * A part of a picture: some rectangles together, some cells, or what is light in a picture of its own, a mask. With cells and
 * one of the others it is the pixels of these cells that lie in those.
 */
export const Region = z.union([
  z.strictObject({ boxes: Boxes, cells: Cells.min(1).optional() }),
  z.strictObject({ cells: Cells.min(1) }),
  /** Its middle square lies over that of the picture that the model works on. White is in, black and transparent is out. */
  z.strictObject({ mask: AssetId, cells: Cells.min(1).optional() }),
]);
export type Region = z.infer<typeof Region>;

/** What of the cells that were drawn anew shows in the picture, where that is less than all of their pixels. */
export const Marks = z.union([
  z.strictObject({ boxes: Boxes }),
  /** SHA-256 of the mask's file. */
  z.strictObject({ mask: z.string().regex(/^[0-9a-f]{64}$/) }),
]);
export type Marks = z.infer<typeof Marks>;
