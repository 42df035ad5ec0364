import type { EditRequest, Plan } from '../../../preload/contract';
import { changesGrammar, longestChanges } from '../../core/grammar/changes-grammar';
import { changedPlan } from '../../core/plan/difference';
import { thingTokens } from '../../core/plan/plan-tokens';
import { readChanges } from '../../core/plan/read-plan';
import { candidateStream } from '../../core/random/candidate-stream';
import { checkPrompt } from './prompt-check';
import { packTask, type TaskContext } from './task';
import { regionReader } from './open-region';
import { writeTokens } from './write-plans';

type Instruction = Pick<EditRequest, 'prompt' | 'seed' | 'candidates'>;

/** What a picture is to show after an instruction, for each candidate on its own: what it leaves open may differ. */
export async function replan(
  { prompt, seed, candidates }: Instruction,
  before: Plan,
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<Plan[]> {
  const { pack } = context;
  const task = packTask(pack.manifest, 'replan');
  const slots = {
    texts: { prompt: checkPrompt(prompt, task, pack.tokenizer), before: before.background },
    images: {},
    boxes: { before: before.things },
  };
  const randoms = Array.from({ length: candidates }, (_, candidate) => candidateStream(seed, candidate, 'plan'));
  const standing = before.things.map((thing) => thingTokens(thing, pack));
  const grammar = changesGrammar(pack.vocabulary, standing);
  const longest = longestChanges(standing);
  const writing = { task, slots: randoms.map(() => slots), randoms, settings: task.defaults };
  const written = await writeTokens({ ...writing, goal: 'changes', grammar, longest }, context);
  const { locations } = regionReader(pack);
  return written.map(({ tokens }) => changedPlan(before, readChanges(tokens, pack), locations));
}
