import type { LabelledBox, Plan } from '../../../preload/contract';
import { candidateStream } from '../../core/random/candidate-stream';
import { checkPrompt } from './prompt-check';
import { packTask, type TaskContext } from './task';
import { planOf, writePlans } from './write-plans';

export type PlanRequest = {
  readonly prompt: string;
  readonly seed: number;
  readonly candidates: number;
  /** Things whose place is given already. */
  readonly boxes: readonly LabelledBox[];
};

/** Turns a sentence into what stands where, a plan of its own for each candidate: what the sentence leaves open may differ. */
export async function planPictures(
  request: PlanRequest,
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<Plan[]> {
  const { pack } = context;
  const task = packTask(pack.manifest, 'plan');
  const prompt = request.prompt === '' ? '' : checkPrompt(request.prompt, task, pack.tokenizer);
  const slots = { texts: { prompt }, images: {}, boxes: { given: request.boxes } };
  const fillings = new Array<typeof slots>(request.candidates).fill(slots);
  const randoms = fillings.map((_, candidate) => candidateStream(request.seed, candidate, 'plan'));
  const written = await writePlans({ task, slots: fillings, randoms, settings: task.defaults }, context);
  return written.map(planOf).map(({ things, background }) => ({ things: [...request.boxes, ...things], background }));
}
