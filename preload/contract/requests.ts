import { ControlKind } from './control';
import { AssetId, PackId, ProjectId } from './ids';
import { EditMode, SamplingSettings } from './manifest';
import { LabelledBox, maximumBoxes, Plan, Rectangle } from './plan';
import { Seed } from './recipe';
import { Region } from './region';
import { z } from './zod';

/** Longest sentence that is accepted at the door, in characters; a pack may set a smaller bound in tokens. */
export const maximumPromptCharacters = 2000;
export const maximumCandidates = 8;
/** Most pictures that a new one may be drawn after; a pack may take fewer. */
export const maximumReferences = 4;
/** Most questions of a conversation that may be told again; a pack reads the last few of them. */
export const maximumTurns = 100;

const Prompt = z.string().max(100_000);

/** What an interrupted job leaves behind, to go on with. */
export const Begun = z.object({
  /** One for each candidate, none in packs that do not plan. */
  plans: z.array(Plan).max(maximumCandidates),
  /** What was drawn of each candidate, all alike long: codes of the image codebook in the order of drawing. */
  codes: z
    .array(z.array(z.int().min(0)).max(65_536))
    .min(1)
    .max(maximumCandidates)
    .refine((all) => all.every(({ length }) => length === all[0]?.length), 'all are alike long'),
  /** What was read from the picture that is changed. */
  before: Plan.optional(),
  /**
   * How many of the codes were taken from another picture, where that is so: seed and candidate do not give those, so that
   * recipes keep them.
   */
  taken: z.int().min(1).max(65_536).optional(),
});
export type Begun = z.infer<typeof Begun>;

/** Whether a person waits for the job, or it is part of a longer piece of work. */
export const JobPriority = z.enum(['interactive', 'background']);
export type JobPriority = z.infer<typeof JobPriority>;

const Common = {
  pack: PackId.optional(),
  /** What is not given comes from the pack's defaults. */
  settings: SamplingSettings.partial().default({}),
  priority: JobPriority.optional(),
  /** The project that it is for; a window shows the jobs of its own. */
  project: ProjectId.optional(),
};

const Drawing = {
  ...Common,
  seed: Seed,
  candidates: z.int().min(1).max(maximumCandidates).default(1),
  /** Scores the pictures and gives the best first; left out: where there are several and the pack has a measure. */
  rank: z.boolean().optional(),
  /** Goes on with what a job of the same request has left; its plans come before those of the request. */
  begun: Begun.optional(),
};

const Changing = {
  /** The file that the new pictures are as large as, with every pixel that is not drawn anew. */
  source: AssetId,
  /** The model works on the largest square in the middle of this part, regions and plans count in it; unless given, of all. */
  part: Rectangle.optional(),
  /** Reads every picture back, which says how well each thing of its plan was obeyed. */
  readBack: z.boolean().optional(),
  ...Drawing,
};

const Reading = { ...Common, source: AssetId, seed: Seed.default(0) };

export const GenerateRequest = z.object({
  task: z.literal('generate'),
  prompt: Prompt,
  /** What the picture is not to show; only of packs that take it: `PackView.negative`. Guidance leads away from it. */
  negative: Prompt.optional(),
  /** Things whose place is given; what else the prompt names is planned around them. */
  boxes: z.array(LabelledBox).max(maximumBoxes).optional(),
  /** Draws this plan in place of one made from the prompt. */
  plan: Plan.optional(),
  /** Pictures that the new one is to be like; `PackView.references` says how many a pack takes. */
  references: z.array(AssetId).max(maximumReferences).optional(),
  /** Reads every picture back, which says how well each box was obeyed. */
  readBack: z.boolean().optional(),
  ...Drawing,
});
export type GenerateRequest = z.infer<typeof GenerateRequest>;

/**
 * Changes a picture: by an instruction, or from one plan of it to another. Only cells in which the two differ are drawn
 * anew; every other pixel stays as it is in the source, whatever its size.
 */
export const EditRequest = z.object({
  task: z.literal('edit'),
  /** Such as “make the boat red”. May be empty where `after` is given. */
  prompt: Prompt.default(''),
  /** What the picture shows, where that is known; otherwise it is read. */
  before: Plan.optional(),
  /** What it is to show; otherwise the instruction says so. The same as `before` draws the `region` once more. */
  after: Plan.optional(),
  /** Exactly this is drawn anew, in place of what the plans differ in. */
  region: Region.optional(),
  /** Nothing outside of this may change. */
  within: Region.optional(),
  /** What is not given is the pack's default: `PackView.editMode`. */
  mode: EditMode.optional(),
  ...Changing,
});
export type EditRequest = z.infer<typeof EditRequest>;

/** Draws a part of a picture anew from what is around it, without looking at what it shows now. */
export const InpaintRequest = z.object({
  task: z.literal('inpaint'),
  region: Region,
  /** What is to be there. Empty, and without boxes: nothing but the background. */
  prompt: Prompt.default(''),
  /** What is to stand where, in place of what the prompt says. */
  boxes: z.array(LabelledBox).max(maximumBoxes).optional(),
  /** What the picture shows, where that is known; otherwise it is read. */
  before: Plan.optional(),
  /** What it is to show in the end, in place of what `before`, `boxes` and the prompt come to. */
  after: Plan.optional(),
  ...Changing,
});
export type InpaintRequest = z.infer<typeof InpaintRequest>;

/** Draws a picture along another one: its edges, a sketch, a map of classes or of depths. */
export const ControlRequest = z.object({
  task: z.literal('control'),
  control: AssetId,
  kind: ControlKind,
  /** What it shows, as far as one wants to say; may be empty. */
  prompt: Prompt.default(''),
  /** Draws this plan in place of the one that is read from the control. */
  plan: Plan.optional(),
  readBack: z.boolean().optional(),
  ...Drawing,
});
export type ControlRequest = z.infer<typeof ControlRequest>;

/** Most descriptions that are given for one picture. */
export const maximumAlternatives = 8;

export const CaptionRequest = z.object({
  task: z.literal('caption'),
  /** How many descriptions are wanted, the likeliest first; several are found by beam search. */
  alternatives: z.int().min(1).max(maximumAlternatives).optional(),
  ...Reading,
});
export type CaptionRequest = z.infer<typeof CaptionRequest>;

/** Turns a sentence into what stands where, to be looked at and changed before it is drawn. */
export const PlanRequest = z.object({
  task: z.literal('plan'),
  prompt: Prompt,
  /** Things whose place is given; what else the prompt names is planned around them. */
  boxes: z.array(LabelledBox).max(maximumBoxes).default([]),
  seed: Seed,
  ...Common,
});
export type PlanRequest = z.infer<typeof PlanRequest>;

/** What stands where in a picture. */
export const ReadRequest = z.object({ task: z.literal('read'), ...Reading });
export type ReadRequest = z.infer<typeof ReadRequest>;

/** Words, a place, or both where the words say that there is none. */
export const Answer = z.object({ text: z.string().max(2000), box: Rectangle.optional() });
export type Answer = z.infer<typeof Answer>;

export const Question = z.object({
  question: Prompt,
  /** What the question is about, as in “what is this?”. */
  box: Rectangle.optional(),
});
export type Question = z.infer<typeof Question>;

export const Turn = Question.extend({ answer: Answer });
export type Turn = z.infer<typeof Turn>;

export const AskRequest = z.object({
  task: z.literal('ask'),
  ...Question.shape,
  /** What was asked and answered about the same picture before, from the first to the last. */
  history: z.array(Turn).max(maximumTurns).default([]),
  /** What the picture shows, where that is known from an earlier answer; otherwise it is read. */
  plan: Plan.optional(),
  ...Reading,
});
export type AskRequest = z.infer<typeof AskRequest>;

export const LocateRequest = z.object({
  task: z.literal('locate'),
  /** The thing, such as “the red boat”; a whole question is understood as well. */
  thing: Prompt,
  /** As for `ask`. */
  plan: Plan.optional(),
  ...Reading,
});
export type LocateRequest = z.infer<typeof LocateRequest>;

/** A map of a picture: which class of things each part belongs to, or how near it is. */
export const MapRequest = z.object({ task: z.enum(['segment', 'depth']), ...Reading });
export type MapRequest = z.infer<typeof MapRequest>;

export const JobRequest = z.discriminatedUnion('task', [
  GenerateRequest,
  EditRequest,
  InpaintRequest,
  ControlRequest,
  PlanRequest,
  CaptionRequest,
  ReadRequest,
  AskRequest,
  LocateRequest,
  MapRequest,
]);
export type JobRequest = z.infer<typeof JobRequest>;
/** What a caller writes: fields with a default may be left out. */
export type JobRequestInput = z.input<typeof JobRequest>;

/** The pictures that a request names, each once. */
export function picturesOf(request: JobRequest): AssetId[] {
  return [...new Set(namedBy(request))];
}

function namedBy(request: JobRequest): AssetId[] {
  switch (request.task) {
    case 'generate':
      return request.references ?? [];
    case 'edit':
      return [request.source, ...maskOf(request.region), ...maskOf(request.within)];
    case 'inpaint':
      return [request.source, ...maskOf(request.region)];
    case 'control':
      return [request.control];
    case 'plan':
      return [];
    default:
      return [request.source];
  }
}

function maskOf(region: Region | undefined): AssetId[] {
  return region !== undefined && 'mask' in region ? [region.mask] : [];
}
