import type {
  Answer,
  Cells,
  ChangedPixels,
  Familiarity,
  JobProgress,
  JobResult,
  PackId,
  PackManifest,
  PictureScores,
  Plan,
  ReadPlan,
  Recipe,
  Wording,
} from '../../../preload/contract';
import { type PackTask, SamplingSettings, type TaskName, type TaskTemplate } from '../../../preload/contract';
import type { LoadedPack } from '../pack/loaded-pack';
import { unsupported } from '../pack/unsupported';

/** A PNG file in memory. */
export type MadePicture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

export type DrawnPicture = MadePicture & {
  readonly recipe: Recipe;
  /** Entropy of each token's draw in nats, rounded to hundredths, in reading order. */
  readonly uncertainty: readonly number[];
  /** The cells that were drawn, where it is not the whole picture. */
  readonly cells?: Cells;
  /** Of all cells in reading order, of a picture that was drawn whole. */
  readonly codes?: readonly number[];
  readonly changed?: ChangedPixels;
  readonly read?: ReadPlan;
  /** For each thing of the recipe's plan. */
  readonly obeyed?: readonly number[];
  /** Present where the pictures were ranked. */
  readonly scores?: PictureScores;
};

export type PreviewPicture = {
  readonly candidate: number;
  readonly rows: number;
  readonly totalRows: number;
  /** Codes of the finished rows. */
  readonly codes: readonly number[];
  readonly picture: MadePicture;
};

export type Planned = {
  /** One for each candidate. */
  readonly plans?: readonly Plan[];
  /** What was read from the picture that is changed. */
  readonly before?: Plan;
  /** The cells that are drawn anew in each candidate. */
  readonly regions?: readonly Cells[];
};

type Timings = JobResult['timings'];

/** Who says something about a picture. */
type Reader = { readonly pack?: PackId; readonly familiarity?: Familiarity };

export type TaskResult =
  | {
      readonly kind: 'pictures';
      readonly pictures: readonly DrawnPicture[];
      readonly timings: Timings;
    }
  | (Reader & {
      readonly kind: 'text';
      readonly text: string;
      readonly confidence?: number;
      readonly others?: Wording[];
      readonly timings: Timings;
    })
  | { readonly kind: 'plan'; readonly plan: ReadPlan; readonly timings: Timings }
  | (Reader & {
      readonly kind: 'answer';
      readonly answer: Answer;
      readonly confidence: number;
      readonly plan?: Plan;
      readonly timings: Timings;
    });

/** What a running task may use. */
export type TaskContext<Pack = LoadedPack> = {
  readonly pack: Pack;
  /** Name and version of the studio, for recipes. */
  readonly studio: string;
  readonly device: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
  /** What is planned, before drawing starts, as soon as it is known. */
  readonly onPlans: (planned: Planned) => void;
  readonly onPreview: (preview: PreviewPicture) => void;
};

/** Settings of one of a task's templates. */
export function templateSettings(
  task: PackTask,
  { defaults = task.defaults }: Pick<TaskTemplate, 'defaults'>,
  asked: Parameters<typeof settingsFor>[1],
): SamplingSettings {
  return settingsFor({ ...task, defaults }, asked);
}

/** Throws `task-unsupported` for a task that the pack does not list. */
export function packTask({ tasks, title }: PackManifest, name: TaskName): PackTask {
  const task = tasks[name];
  if (task !== undefined) return task;
  throw unsupported({ title }, name);
}

/** The pack's defaults, overlaid by what was asked for. */
export function settingsFor(
  task: PackTask,
  asked: { [Name in keyof SamplingSettings]?: SamplingSettings[Name] | undefined },
): SamplingSettings {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return SamplingSettings.parse({ ...task.defaults, ...Object.fromEntries(given) });
}
