import { z } from '../../preload/contract';

const Names = z.array(z.string().min(1)).min(2);
/** Share of right verdicts by attribute. */
const Accuracy = z.record(z.string(), z.number().min(0).max(1));

/** `judge.json`: what the scores of `judge.onnx` stand for, and how often it is right about held-out scenes. */
export const JudgeDescription = z.object({
  format: z.literal(1),
  /** Side of the pictures that it judges. */
  pixels: z.int().min(16),
  /** Rows and columns of cells. */
  grid: z.tuple([z.int().min(1), z.int().min(1)]),
  /** Of a cell; the first one is “none”. */
  kinds: Names,
  colours: Names,
  /** Of the whole picture, each with the values it may have. */
  attributes: z.record(z.string(), Names),
  accuracy: z.object({
    scenes: z.int().min(1),
    rendered: Accuracy,
    softened: Accuracy,
    /** On pictures that went through an image tokenizer. */
    tokenized: Accuracy.optional(),
  }),
});
export type JudgeDescription = z.infer<typeof JudgeDescription>;
