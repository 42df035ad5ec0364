import type {
  ControlKind,
  Marks,
  Plan,
  Recipe,
  Rectangle,
  SamplingSettings,
  TaskName,
} from '../../../preload/contract';
import type { TaskContext } from './task';

export type Making = {
  readonly task: TaskName;
  readonly prompt: string;
  readonly negative?: string | undefined;
  readonly seed: number;
  readonly candidate: number;
  readonly settings: SamplingSettings;
  readonly plan?: Plan | undefined;
  readonly before?: Plan | undefined;
  readonly cells?: readonly number[] | undefined;
  readonly marks?: Marks | undefined;
  readonly control?: ControlKind;
  readonly filter?: Recipe['filter'];
  readonly part?: Rectangle | undefined;
  readonly taken?: readonly number[] | undefined;
  /** SHA-256 of the files of the pictures that were used. */
  readonly pictures?: readonly string[];
};

/** No date and no path: the same request gives the same file. */
export function recipeOf(making: Making, { pack, studio, device }: Omit<TaskContext, 'signal'>): Recipe {
  const { task, prompt, negative, plan, before, cells, marks, control, filter, part, taken, pictures = [] } = making;
  const { seed, candidate, settings } = making;
  return {
    ...{ format: 1, task, prompt },
    ...(negative === undefined ? {} : { negative }),
    ...(plan === undefined ? {} : { plan }),
    ...(before === undefined ? {} : { before }),
    ...(cells === undefined ? {} : { cells: [...cells] }),
    ...(marks === undefined ? {} : { marks }),
    ...(control === undefined ? {} : { control }),
    ...(filter === undefined ? {} : { filter }),
    ...(part === undefined ? {} : { part }),
    ...(taken === undefined ? {} : { taken: [...taken] }),
    ...(pictures.length === 0 ? {} : { pictures: [...pictures] }),
    ...{ seed, candidate, settings },
    pack: { id: pack.manifest.id, version: pack.manifest.version, hash: pack.hash },
    ...{ studio, device },
  };
}
