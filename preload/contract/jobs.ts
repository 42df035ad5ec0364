import { StudioErrorData } from './errors';
import { AssetId, JobId, PackId } from './ids';
import { SamplingSettings } from './manifest';
import { LabelledBox, maximumBoxes, Plan } from './plan';
import { Recipe, Seed } from './recipe';
import { z } from './zod';

/** Longest sentence that is accepted at the door, in characters; a pack may set a smaller bound in tokens. */
export const maximumPromptCharacters = 2000;
export const maximumCandidates = 8;

const Prompt = z.string().max(100_000);

/** What an interrupted job leaves behind, to go on with. */
export const Begun = z.object({
  /** One for each candidate, none in packs that do not plan. */
  plans: z.array(Plan).max(maximumCandidates),
  /** What was drawn of each candidate, all alike long: codes of the image codebook in reading order. */
  codes: z
    .array(z.array(z.int().min(0)).max(65_536))
    .min(1)
    .max(maximumCandidates)
    .refine((all) => all.every(({ length }) => length === all[0]?.length), 'all are alike long'),
});
export type Begun = z.infer<typeof Begun>;

/** Whether a person waits for the job, or it is part of a longer piece of work. */
export const JobPriority = z.enum(['interactive', 'background']);
export type JobPriority = z.infer<typeof JobPriority>;

export const GenerateRequest = z.object({
  task: z.literal('generate'),
  pack: PackId.optional(),
  prompt: Prompt,
  /** Things whose place is given; what else the prompt names is planned around them. */
  boxes: z.array(LabelledBox).max(maximumBoxes).optional(),
  /** Draws this plan in place of one made from the prompt. */
  plan: Plan.optional(),
  seed: Seed,
  candidates: z.int().min(1).max(maximumCandidates).default(1),
  /** What is not given comes from the pack's defaults. */
  settings: SamplingSettings.partial().default({}),
  priority: JobPriority.optional(),
  /** Goes on with what a job of the same request has left; comes before `plan`. */
  begun: Begun.optional(),
});
export type GenerateRequest = z.infer<typeof GenerateRequest>;

export const CaptionRequest = z.object({
  task: z.literal('caption'),
  pack: PackId.optional(),
  source: AssetId,
  seed: Seed.default(0),
  settings: SamplingSettings.partial().default({}),
  priority: JobPriority.optional(),
});
export type CaptionRequest = z.infer<typeof CaptionRequest>;

export const JobRequest = z.discriminatedUnion('task', [GenerateRequest, CaptionRequest]);
export type JobRequest = z.infer<typeof JobRequest>;
/** What a caller writes: fields with a default may be left out. */
export type JobRequestInput = z.input<typeof JobRequest>;

export const JobProgress = z.object({
  /** Tokens drawn so far, of `total`, counted for one candidate. */
  done: z.int().min(0),
  total: z.int().min(0),
  /** Over all candidates, guidance streams not counted. */
  tokensPerSecond: z.number().min(0),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** A picture of which `rows` of `totalRows` token rows are finished; the rest is transparent. */
export const JobPreview = z.object({
  candidate: z.int().min(0),
  asset: AssetId,
  rows: z.int().min(0),
  totalRows: z.int().min(1),
});
export type JobPreview = z.infer<typeof JobPreview>;

export const ResultPicture = z.object({
  asset: AssetId,
  width: z.int().min(1),
  height: z.int().min(1),
  recipe: Recipe,
  /** How open the choice of each token was, in nats, in reading order: where the model hesitated. */
  uncertainty: z.array(z.number().min(0)).optional(),
});
export type ResultPicture = z.infer<typeof ResultPicture>;

export const JobTimings = z.object({
  /** Milliseconds from the start of the job. */
  firstRow: z.number().optional(),
  total: z.number(),
});

export const JobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pictures'), pictures: z.array(ResultPicture).min(1), timings: JobTimings }),
  z.object({ kind: z.literal('text'), text: z.string(), timings: JobTimings }),
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
  /** What there is of the pictures of a job that was cancelled or failed. */
  begun: Begun.optional(),
  previews: z.array(JobPreview),
  result: JobResult.optional(),
  error: StudioErrorData.optional(),
});
export type Job = z.infer<typeof Job>;
