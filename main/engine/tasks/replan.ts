import type { EditRequest, PackTask, Plan } from '../../../preload/contract';
import { changedPlan } from '../../core/plan/difference';
import { candidateStream } from '../../core/random/candidate-stream';
import { checkPrompt } from './prompt-check';
import { packTask, type TaskContext } from './task';
import { planOf, writePlans } from './write-plans';

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
  const writing = { task, slots: randoms.map(() => slots), randoms, settings: task.defaults };
  const written = (await writePlans(writing, context)).map(planOf);
  return saysOnlyChanges(task) ? written.map((changes) => changedPlan(before, changes)) : written;
}

function saysOnlyChanges({ templates }: PackTask): boolean {
  return templates.some(({ parts }) =>
    parts.some((part) => typeof part === 'object' && 'only' in part && part.only === 'changes'),
  );
}
