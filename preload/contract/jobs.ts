import { StudioErrorData } from './errors';
import { Familiarity } from './features';
import { AssetId, JobId, PackId } from './ids';
import { Confidence, Fraction, LabelledBox, Plan, ReadPlan } from './plan';
import { Recipe } from './recipe';
import { Cells } from './region';
import { Answer, Begun, JobRequest } from './requests';
import { z } from './zod';

export const JobProgress = z.object({
  /** Tokens drawn so far, of `total`, counted for one candidate. */
  done: z.int().min(0),
  total: z.int().min(0),
  /** Over all candidates, guidance streams not counted. */
  tokensPerSecond: z.number().min(0),
});
export type JobProgress = z.infer<typeof JobProgress>;

/**
 * A picture of which `rows` of `totalRows` token rows are finished; the rest is transparent, or still that of the source
 * where a picture is changed.
 */
export const JobPreview = z.object({
  candidate: z.int().min(0),
  asset: AssetId,
  rows: z.int().min(0),
  totalRows: z.int().min(1),
});
export type JobPreview = z.infer<typeof JobPreview>;

/** How well a picture does what was asked for, by each measure that its pack has. */
export const PictureScores = z.object({
  /** Cosine of sentence and picture in the retriever's space, -1..1. */
  likeness: z.number().optional(),
  /** How likely the model finds plan or sentence given the picture: the mean of its tokens in nats, at most 0. */
  likelihood: z.number().optional(),
});
export type PictureScores = z.infer<typeof PictureScores>;

/** Pixels that are other ones than those of the source, counted in the finished pictures. */
export const ChangedPixels = z.object({
  /** Where it was allowed: in the cells that were drawn anew, and in the mask. */
  inside: z.int().min(0),
  /** Everywhere else. */
  outside: z.int().min(0),
});
export type ChangedPixels = z.infer<typeof ChangedPixels>;

export const ResultPicture = z.object({
  asset: AssetId,
  width: z.int().min(1),
  height: z.int().min(1),
  recipe: Recipe,
  /** How open the choice of each token was, in nats, in reading order: where the model hesitated. */
  uncertainty: z.array(z.number().min(0)).optional(),
  /** The cells that `uncertainty` tells of and that were drawn, where it is not the whole picture. */
  cells: Cells.optional(),
  /** Codes of the image codebook in reading order, of a picture that was drawn whole: others can be begun with them. */
  codes: z.array(z.int().min(0)).max(65_536).optional(),
  /** Of a picture that was made by changing another one. */
  changed: ChangedPixels.optional(),
  /** What the model sees in the finished picture, where the request asked for that. */
  read: ReadPlan.optional(),
  /** How well each thing of the recipe's plan was obeyed: the best IoU with a thing of the same label that was read. */
  obeyed: z.array(Fraction).optional(),
  /** Present where pictures were ranked. */
  scores: PictureScores.optional(),
});
export type ResultPicture = z.infer<typeof ResultPicture>;

export const JobTimings = z.object({
  /** Milliseconds from the start of the job. */
  firstRow: z.number().optional(),
  total: z.number(),
});

/** Who says something about a picture. */
const Reader = {
  /** The pack that was used. */
  pack: PackId.optional(),
  /** In packs that can tell pictures like those they know from others. */
  familiarity: Familiarity.optional(),
};

export const ResultAnswer = z.object({
  kind: z.literal('answer'),
  answer: Answer,
  confidence: Confidence,
  /** The things in the picture that the answer follows from, in packs that say so before they answer. */
  about: z.array(LabelledBox).optional(),
  /** What the answer was read from: give it to the next question. Left out where the pack looks at the picture itself. */
  plan: Plan.optional(),
  ...Reader,
  timings: JobTimings,
});
export type ResultAnswer = z.infer<typeof ResultAnswer>;

/** A text, and how sure the model was: the geometric mean of the probabilities of its tokens. */
export const Wording = z.object({ text: z.string(), confidence: Confidence });
export type Wording = z.infer<typeof Wording>;

export const ResultText = z.object({
  kind: z.literal('text'),
  text: z.string(),
  /** As in {@link Wording}. */
  confidence: Confidence.optional(),
  /** What else it might be, the likelier first, where that was asked for. */
  others: z.array(Wording).optional(),
  ...Reader,
  timings: JobTimings,
});
export type ResultText = z.infer<typeof ResultText>;

export const JobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pictures'), pictures: z.array(ResultPicture).min(1), timings: JobTimings }),
  ResultText,
  z.object({ kind: z.literal('plan'), plan: ReadPlan, timings: JobTimings }),
  ResultAnswer,
]);
export type JobResult = z.infer<typeof JobResult>;

export const JobState = z.enum(['queued', 'running', 'done', 'cancelled', 'failed']);
export type JobState = z.infer<typeof JobState>;

/** Everything a window needs to show a job; sent whole at every change so that a reloaded window lacks nothing. */
export const Job = z.object({
  id: JobId,
  request: JobRequest,
  state: JobState,
  progress: JobProgress.optional(),
  /** One for each candidate, as soon as they are made, in packs that plan. */
  plans: z.array(Plan).optional(),
  /** What the picture showed that is being changed. */
  before: Plan.optional(),
  /** The cells that are drawn anew in each candidate, where it is not the whole picture. */
  regions: z.array(Cells).optional(),
  /** What there is of the pictures of a job that was cancelled or failed. */
  begun: Begun.optional(),
  previews: z.array(JobPreview),
  result: JobResult.optional(),
  error: StudioErrorData.optional(),
});
export type Job = z.infer<typeof Job>;
