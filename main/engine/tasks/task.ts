import type { JobProgress, JobResult, PackManifest, Plan, Recipe } from '../../../preload/contract';
import { type PackTask, SamplingSettings, StudioError, type TaskName } from '../../../preload/contract';
import type { LoadedPack } from '../pack/loaded-pack';

/** A PNG file in memory. */
export type MadePicture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

export type DrawnPicture = MadePicture & {
  readonly recipe: Recipe;
  /** Entropy of each token's draw in nats, rounded to hundredths, in reading order. */
  readonly uncertainty: readonly number[];
};

export type PreviewPicture = {
  readonly candidate: number;
  readonly rows: number;
  readonly totalRows: number;
  /** Codes of the finished rows. */
  readonly codes: readonly number[];
  readonly picture: MadePicture;
};

type Timings = JobResult['timings'];

export type TaskResult =
  | {
      readonly kind: 'pictures';
      readonly pictures: readonly DrawnPicture[];
      readonly timings: Timings;
    }
  | { readonly kind: 'text'; readonly text: string; readonly timings: Timings };

/** What a running task may use. */
export type TaskContext<Pack = LoadedPack> = {
  readonly pack: Pack;
  /** Name and version of the studio, for recipes. */
  readonly studio: string;
  readonly device: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
  /** One plan for each candidate, before drawing starts. */
  readonly onPlans: (plans: readonly Plan[]) => void;
  readonly onPreview: (preview: PreviewPicture) => void;
};

/** Throws `task-unsupported` for a task that the pack does not list. */
export function packTask({ tasks, title }: PackManifest, name: TaskName): PackTask {
  const task = tasks[name];
  if (task !== undefined) return task;
  throw unsupported({ title }, name);
}

export function unsupported({ title }: Pick<PackManifest, 'title'>, name: TaskName): StudioError {
  return new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${title}” was not made for the task “${name}”.`,
  });
}

/** The pack's defaults, overlaid by what was asked for. */
export function settingsFor(
  task: PackTask,
  asked: { [Name in keyof SamplingSettings]?: SamplingSettings[Name] | undefined },
): SamplingSettings {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return SamplingSettings.parse({ ...task.defaults, ...Object.fromEntries(given) });
}
