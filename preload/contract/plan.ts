import { z } from './zod';

/** From 0 to 1. */
export const Fraction = z.number().min(0).max(1);

/** A rectangle in parts of the picture's sides: 0 is left and top, 1 right and bottom. */
export const Rectangle = z
  .object({ x0: Fraction, y0: Fraction, x1: Fraction, y1: Fraction })
  .refine(({ x0, y0, x1, y1 }) => x0 < x1 && y0 < y1, 'a rectangle has a width and a height');
export type Rectangle = z.infer<typeof Rectangle>;

/** What is to stand where, for instance “red boat”. */
export const LabelledBox = z.object({ label: z.string().trim().min(1).max(100), box: Rectangle });
export type LabelledBox = z.infer<typeof LabelledBox>;

export const maximumBoxes = 16;

/** What a sentence becomes before it becomes a picture: things in their places, and all the rest in words. */
export const Plan = z.object({ things: z.array(LabelledBox).max(maximumBoxes), background: z.string().max(500) });
export type Plan = z.infer<typeof Plan>;

/** How sure the model was: the mean probability of the tokens that say it, among those that it could have written. */
export const Confidence = Fraction;

/** What the model sees in a picture: a plan of it. */
export const ReadPlan = z.object({
  things: z.array(LabelledBox.extend({ confidence: Confidence })).max(maximumBoxes),
  background: z.string().max(500),
  /** Of the background alone. */
  confidence: Confidence,
});
export type ReadPlan = z.infer<typeof ReadPlan>;
