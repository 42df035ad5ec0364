import { StudioErrorData } from './errors';
import { PackId } from './ids';
import { EditMode, ImageCodec, PictureClass, SamplingSettings, TaskName } from './manifest';
import { z } from './zod';

export const EngineState = z.enum(['starting', 'ready', 'restarting', 'failed']);
export type EngineState = z.infer<typeof EngineState>;

export const EngineView = z.object({
  state: EngineState,
  /** How often the engine process was started again after it died. */
  restarts: z.int().min(0),
  /** Jobs that are queued or running. */
  jobs: z.int().min(0),
  device: z.string().optional(),
  error: StudioErrorData.optional(),
});
export type EngineView = z.infer<typeof EngineView>;

export const ShellName = z.enum(['electron', 'browser', 'command-line']);
export type ShellName = z.infer<typeof ShellName>;

export const StudioInfo = z.object({
  version: z.string(),
  shell: ShellName,
  platform: z.string(),
  engine: EngineView,
});
export type StudioInfo = z.infer<typeof StudioInfo>;

/** What the window may know of a pack: no paths. */
export const PackView = z.object({
  id: PackId,
  version: z.string(),
  hash: z.string(),
  title: z.string(),
  description: z.string(),
  licence: z.string(),
  /** What it may be used for, where that is less than everything. */
  terms: z.string().optional(),
  trainedOn: z.string(),
  limits: z.array(z.string()),
  samplePrompts: z.array(z.string()),
  /** In which it is spoken to. */
  languages: z.array(z.string()).default([]),
  labels: z.array(z.string()),
  /** What maps of classes are painted with; none where the pack does not say. */
  classes: z.array(PictureClass).default([]),
  /** What can be asked of it, including what it can do by several templates together. */
  tasks: z.array(TaskName),
  /** How it edits unless a request says otherwise; left out where it cannot. */
  editMode: EditMode.optional(),
  /** Pictures that a new one can be drawn after, at most. */
  references: z.int().min(0).default(0),
  /** Whether it can be told what a picture is not to show. */
  negative: z.boolean().default(false),
  defaults: z.partialRecord(TaskName, SamplingSettings),
  /** Left out where the pack does not draw. */
  image: ImageCodec.pick({ pixels: true, outputPixels: true, grid: true }).optional(),
  /** Whether it looks at all of a picture that is not square, or at the square in its middle. */
  sees: z.enum(['all', 'middle']).default('middle'),
  /** What is found as regions, whose colours can be changed. */
  regions: z.array(z.string()).default([]),
  bytes: z.int().min(0),
});
export type PackView = z.infer<typeof PackView>;

/** A folder that looked like a pack and could not be used. */
export const PackProblem = z.object({ folder: z.string(), error: StudioErrorData });
export type PackProblem = z.infer<typeof PackProblem>;
