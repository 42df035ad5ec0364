import type { LabelledBox, Plan, PlanRequest, ReadPlan } from '../../../preload/contract';
import { aroundBoxes } from '../../core/plan/around-boxes';
import { candidateStream } from '../../core/random/candidate-stream';
import { checkPrompt } from './prompt-check';
import { packTask, type TaskContext, type TaskResult } from './task';
import { timingsOf } from './whole-pictures';
import { planOf, writePlans } from './write-plans';

type Planning = {
  readonly prompt: string;
  readonly seed: number;
  readonly candidates: number;
  /** Things whose place is given already. */
  readonly boxes: readonly LabelledBox[];
};

/** Turns a sentence into what stands where, and draws nothing: the plan that a picture of the same seed would have. */
export async function planSentence(request: PlanRequest, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const [plan = { things: [], background: '', confidence: 0 }] = await writeAll({ ...request, candidates: 1 }, context);
  return { kind: 'plan', plan, timings: timingsOf(started) };
}

/** Turns a sentence into what stands where, a plan of its own for each candidate: what the sentence leaves open may differ. */
export async function planPictures(request: Planning, context: Pick<TaskContext, 'pack' | 'signal'>): Promise<Plan[]> {
  return (await writeAll(request, context)).map(planOf);
}

/**
 * The sentence is planned alone, and the boxes put in afterwards: what it calls as a box is called stands there. Only without
 * a sentence the model is told of the boxes, for what surrounds them. What is given is sure.
 */
async function writeAll(request: Planning, context: Pick<TaskContext, 'pack' | 'signal'>): Promise<ReadPlan[]> {
  const { pack } = context;
  const task = packTask(pack.manifest, 'plan');
  const prompt = request.prompt === '' ? '' : checkPrompt(request.prompt, task, pack.tokenizer);
  const slots = { texts: { prompt }, images: {}, boxes: { given: prompt === '' ? request.boxes : [] } };
  const fillings = new Array<typeof slots>(request.candidates).fill(slots);
  const randoms = fillings.map((_, candidate) => candidateStream(request.seed, candidate, 'plan'));
  const written = await writePlans({ task, slots: fillings, randoms, settings: task.defaults }, context);
  return written.map((plan) => {
    const { given, others } = aroundBoxes(plan.things, request.boxes, prompt);
    return { ...plan, things: [...given.map((box) => ({ ...box, confidence: 1 })), ...others] };
  });
}
