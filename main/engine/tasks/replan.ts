import type { EditRequest, Plan, SamplingSettings } from '../../../preload/contract';
import { changesGrammar, longestChanges } from '../../core/grammar/changes-grammar';
import { changedCells } from '../../core/geometry/region';
import { changedPlan, eachOnce } from '../../core/plan/difference';
import { readChanges } from '../../core/plan/read-plan';
import { candidateStream } from '../../core/random/candidate-stream';
import { thingTokens } from '../../core/template/boxes';
import { checkPrompt } from './prompt-check';
import { packTask, type TaskContext } from './task';
import { regionReader } from './open-region';
import { writeTokens } from './write-plans';

type Instruction = Pick<EditRequest, 'prompt' | 'seed' | 'candidates'>;

/** How often it is tried again, and how daringly, where what was written changes nothing. */
const tries = 8;
const daring = { temperature: 1, topP: 0.9 } as const;

/**
 * What a picture is to show after an instruction, for each candidate on its own: what it leaves open may differ. Whoever gives an
 * instruction wants a change, so where none was written the most probable of some that were drawn by lot is taken.
 */
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
  const reader = regionReader(pack);
  const standing = before.things.map((thing) => thingTokens(thing, pack));
  const grammar = changesGrammar(pack.vocabulary, standing);
  const longest = longestChanges(standing);
  const write = async (count: number, settings: SamplingSettings) => {
    const randoms = Array.from({ length: count }, (_, index) => candidateStream(seed, index, 'plan'));
    const writing = {
      task,
      slots: randoms.map(() => slots),
      randoms,
      settings,
      goal: 'changes',
      grammar,
      longest,
    } as const;
    return (await writeTokens(writing, context)).map(({ tokens, probabilities }) => {
      const after = changedPlan(before, readChanges(tokens, pack), reader.locations);
      return { plan: after, nats: natsOf(probabilities), isChange: changedCells(before, after, reader).length > 0 };
    });
  };
  const written = await write(candidates, task.defaults);
  if (written.some(({ isChange }) => isChange)) return written.map(({ plan }) => plan);
  const drawn = await write(tries, { ...task.defaults, ...daring });
  const found = eachOnce(drawn.filter(({ isChange }) => isChange));
  return written.map((same, index) => (found[index % found.length] ?? same).plan);
}

function natsOf(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, probability) => sum - Math.log(probability), 0);
}
