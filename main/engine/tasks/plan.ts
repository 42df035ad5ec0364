import type { LabelledBox, Plan } from '../../../preload/contract';
import { longestPlan, planGrammar } from '../../core/grammar/plan-grammar';
import { ended } from '../../core/generator/generate';
import { readPlan } from '../../core/plan/read-plan';
import { candidateStream } from '../../core/random/candidate-stream';
import { drawTokens } from './draw-tokens';
import { checkPrompt } from './prompt-check';
import { buildStreams } from './streams';
import { packTask, type TaskContext } from './task';

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
  const own = { ...task, maxNewTokens: Math.min(task.maxNewTokens ?? longestPlan(), longestPlan()) };
  const streams = buildStreams(pack, own, new Array<typeof slots>(request.candidates).fill(slots), { guidance: 1 });
  const randoms = streams.candidates.map((_, candidate) => candidateStream(request.seed, candidate, 'plan'));
  const written: number[][] = randoms.map(() => []);
  const drawing = { streams, randoms, settings: task.defaults, grammar: planGrammar(pack.vocabulary) };
  await drawTokens(drawing, context, (tokens) => {
    tokens.forEach((token, candidate) => token !== ended && written[candidate]?.push(token));
  });
  return written.map((tokens) => readPlan(tokens, request.boxes, pack));
}
