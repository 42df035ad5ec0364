import type { PackTask, ReadPlan, SamplingSettings } from '../../../preload/contract';
import { ended } from '../../core/generator/generate';
import { longestPlan, planGrammar } from '../../core/grammar/plan-grammar';
import { readSurely } from '../../core/plan/read-plan';
import type { RandomStream } from '../../core/random/xoshiro';
import type { Slots } from '../../core/template/prompt';
import { drawTokens } from './draw-tokens';
import { buildStreams } from './streams';
import type { TaskContext } from './task';

export type PlanWriting = {
  readonly task: PackTask;
  /** One filling of the template for each plan, and its random numbers. */
  readonly slots: readonly Slots[];
  readonly randoms: readonly RandomStream[];
  readonly settings: SamplingSettings;
};

/** Writes a plan for each filling of the template, all at once. */
export async function writePlans(
  { task, slots, randoms, settings }: PlanWriting,
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<ReadPlan[]> {
  const { pack } = context;
  const own = { ...task, maxNewTokens: Math.min(task.maxNewTokens ?? longestPlan(), longestPlan()) };
  const streams = buildStreams(pack, own, slots, { guidance: 1 }, 'plan');
  const written = slots.map(() => ({ tokens: new Array<number>(), probabilities: new Array<number>() }));
  const probabilities = new Float64Array(slots.length);
  const drawing = { streams, randoms, settings, grammar: planGrammar(pack.vocabulary), probabilities };
  await drawTokens(drawing, context, (tokens) => {
    for (const [index, own] of written.entries()) {
      const token = tokens[index] ?? ended;
      if (token === ended) continue;
      own.tokens.push(token);
      own.probabilities.push(probabilities[index] ?? 0);
    }
  });
  return written.map((own) => readSurely(own.tokens, own.probabilities, pack));
}

/** The plan itself, without how sure the model was. */
export function planOf({ things, background }: ReadPlan) {
  return { things: things.map(({ label, box }) => ({ label, box })), background };
}
