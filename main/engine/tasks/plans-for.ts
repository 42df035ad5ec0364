import type { GenerateRequest, PackTask, Plan } from '../../../preload/contract';
import type { Slots } from '../../core/template/prompt';
import { unsupported } from '../pack/unsupported';
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
export function slotsFor({ prompt, candidates }: GenerateRequest, plans: readonly Plan[]): readonly Slots[] {
  const byPlan = new Map<Plan | undefined, Slots>();
  return Array.from({ length: candidates }, (_, candidate) => {
    const plan = plans[candidate];
    const texts = plan === undefined ? { prompt } : { prompt, background: plan.background };
    const slots = byPlan.get(plan) ?? { texts, images: {}, boxes: plan === undefined ? {} : { things: plan.things } };
    byPlan.set(plan, slots);
    return slots;
  });
}

function drawsFromPlans(task: PackTask): boolean {
  return templateOf(task).parts.some((part) => typeof part === 'object' && 'boxes' in part);
}
