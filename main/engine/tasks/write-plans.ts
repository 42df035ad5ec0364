import type { PackTask, ReadPlan, SamplingSettings } from '../../../preload/contract';
import { ended } from '../../core/generator/generate';
import type { GrammarState } from '../../core/grammar/grammar';
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
  writing: PlanWriting,
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<ReadPlan[]> {
  const grammar = planGrammar(context.pack.vocabulary);
  const written = await writeTokens({ ...writing, goal: 'plan', grammar, longest: longestPlan() }, context);
  return written.map(({ tokens, probabilities }) => readSurely(tokens, probabilities, context.pack));
}

type TokenWriting = PlanWriting & {
  readonly goal: 'plan' | 'changes';
  readonly grammar: GrammarState;
  /** In tokens. */
  readonly longest: number;
};

type Written = { readonly tokens: number[]; readonly probabilities: number[] };

/** What is written under the grammar for each filling of the template, and how probable each token was. */
export async function writeTokens(
  { task, slots, randoms, settings, goal, grammar, longest }: TokenWriting,
  context: Pick<TaskContext, 'pack' | 'signal'>,
): Promise<readonly Written[]> {
  const own = { ...task, maxNewTokens: Math.min(task.maxNewTokens ?? longest, longest) };
  const streams = buildStreams(context.pack, own, slots, { guidance: 1 }, goal);
  const written = slots.map((): Written => ({ tokens: [], probabilities: [] }));
  const probabilities = new Float64Array(slots.length);
  await drawTokens({ streams, randoms, settings, grammar, probabilities }, context, (tokens) => {
    for (const [index, each] of written.entries()) {
      const token = tokens[index] ?? ended;
      if (token === ended) continue;
      each.tokens.push(token);
      each.probabilities.push(probabilities[index] ?? 0);
    }
  });
  return written;
}

/** The plan itself, without how sure the model was. */
export function planOf({ things, background }: ReadPlan) {
  return { things: things.map(({ label, box }) => ({ label, box })), background };
}
