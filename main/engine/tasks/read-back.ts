import type { Plan, ReadPlan } from '../../../preload/contract';
import { obedienceOf } from '../../core/plan/obedience';
import type { Drawn } from './draw-cells';
import { readAll } from './read';
import type { TaskContext } from './task';

export type ReadBack = { readonly read: ReadPlan; readonly obeyed?: readonly number[] };

/** What the model sees in the pictures it has just drawn, and how well that is the plan of each. Throws `task-unsupported`. */
export async function readBack(
  drawn: readonly Pick<Drawn, 'codes'>[],
  plans: readonly (Plan | undefined)[],
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<ReadBack[]> {
  const seen = await readAll(
    drawn.map(({ codes }) => codes),
    context,
  );
  return seen.map((read, candidate) => {
    const plan = plans[candidate];
    return plan === undefined ? { read } : { read, obeyed: obedienceOf(plan, read) };
  });
}
