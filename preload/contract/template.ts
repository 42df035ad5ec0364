import { z } from './zod';

export const ImageKind = z.enum(['image', 'source', 'control']);
export type ImageKind = z.infer<typeof ImageKind>;

const SlotName = z.string().min(1).max(40);

/** What a template ends in: what the model is to write or draw. */
export const TemplateGoal = z.union([
  z.strictObject({ generate: z.literal('text') }),
  /** A whole picture, cell by cell; `image` unless a kind is named. */
  z.strictObject({ generate: z.literal('image'), kind: ImageKind.optional() }),
  /** Some cells of a picture, those in the slot, in reading order, each in its own place. */
  z.strictObject({ generate: z.literal('cells'), of: SlotName }),
  /** Labelled boxes, `<break>`, and the background in words, up to `<eos>`. */
  z.strictObject({ generate: z.literal('plan') }),
  /** What makes one plan of another: the things that go, `<break>`, and a plan of those that come; no background: the same one. */
  z.strictObject({ generate: z.literal('changes') }),
  /** Words, or four locations; then `<eos>`. Before them, where `about` names boxes, those of them that it follows from, and `<break>`. */
  z.strictObject({ generate: z.literal('answer'), about: SlotName.optional() }),
  /** Four locations, or these words; then `<eos>`. `about` as above. */
  z.strictObject({
    generate: z.literal('box'),
    otherwise: z.string().min(1).max(100).optional(),
    about: SlotName.optional(),
  }),
]);
export type TemplateGoal = z.infer<typeof TemplateGoal>;

/** One part of a sequence template: fixed text with special tokens in it, a slot, or the goal. */
export const TemplatePart = z.union([
  z.string().min(1).max(2000),
  /** `before` is read together with the text, as if it had been typed. */
  z.strictObject({ text: SlotName, before: z.string().max(40).optional() }),
  /**
   * Labelled boxes: for each a space and its label, then a location token for x0, y0, x1 and y1. Where they are `placed`,
   * the label has row and column of its box's centre, the location tokens those of the corner cells.
   */
  z.strictObject({ boxes: SlotName, placed: z.boolean() }),
  /**
   * A picture, as a token for each of its cells, or as the vectors of the feature encoder, which are always a source;
   * `<hole>` stands in the cells of the slot `holes`, where it is tokens.
   */
  z.strictObject({
    image: SlotName,
    as: z.enum(['tokens', 'features']).optional(),
    kind: ImageKind.optional(),
    holes: SlotName.optional(),
  }),
  /** Up to `most` pictures with `<break>` between them. */
  z.strictObject({ images: SlotName, kind: ImageKind.optional(), most: z.int().min(1).max(8) }),
  /**
   * A conversation, its last `most` turns: for each `<break>`, the question, four locations if it is about a box, `<break>`
   * and, of all but the last, the answer and `<eos>`. An answer is a space and words, or four locations.
   */
  z.strictObject({ turns: SlotName, most: z.int().min(1).max(100) }),
  z.strictObject({ documents: SlotName }),
  TemplateGoal,
]);
export type TemplatePart = z.infer<typeof TemplatePart>;

export const SequenceTemplate = z
  .array(TemplatePart)
  .min(1)
  .max(64)
  .refine(
    (parts) => parts.filter((part) => typeof part === 'object' && 'generate' in part).length === 1,
    'a template generates exactly one thing',
  );
export type SequenceTemplate = z.infer<typeof SequenceTemplate>;
