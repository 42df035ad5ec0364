import type { GenerateRequest, PackTask, Plan } from '../../../preload/contract';
import type { Slots } from '../../core/template/prompt';
import { unsupported } from '../pack/unsupported';
import { fillingsOf } from './fillings';
import { planPictures } from './plan';
import { templateOf } from './streams';
import type { TaskContext } from './task';

/** One plan for each candidate, none in packs that draw straight from the sentence. */
export async function plansFor(
  task: PackTask,
  request: GenerateRequest,
  context: TaskContext,
): Promise<readonly Plan[]> {
  const { plan, boxes = [], candidates, begun } = request;
  if (!drawsFromPlans(task)) {
    if (plan === undefined && boxes.length === 0) return [];
    throw unsupported(context.pack.manifest, 'place');
  }
  if (begun?.plans.length === candidates) return begun.plans;
  return plan === undefined ? planPictures({ ...request, boxes }, context) : new Array<Plan>(candidates).fill(plan);
}

/** One filling of the template for each candidate, the same one where nothing differs. */
export function slotsFor(
  { prompt, negative = '', candidates }: GenerateRequest,
  plans: readonly Plan[],
): readonly Slots[] {
  const candidatePlans = Array.from({ length: candidates }, (_, candidate) => plans[candidate]);
  return fillingsOf(candidatePlans, (plan): Slots =>
    plan === undefined
      ? { texts: { prompt, negative }, images: {}, boxes: {} }
      : { texts: { prompt, negative, background: plan.background }, images: {}, boxes: { things: plan.things } },
  );
}

function drawsFromPlans(task: PackTask): boolean {
  return templateOf(task).parts.some((part) => typeof part === 'object' && 'boxes' in part);
}
