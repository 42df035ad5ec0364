import type { Vocabulary } from '../tokens/vocabulary';
import { chosenGrammar, type ThingTokens } from './chosen-grammar';
import type { GrammarState } from './grammar';
import { longestPlan, planGrammar, type PlanLimits, planLimits } from './plan-grammar';

/** Tokens of the longest changes of a plan with these things. */
export function longestChanges(standing: readonly ThingTokens[], limits: PlanLimits = planLimits): number {
  return standing.reduce((sum, thing) => sum + thing.length, 0) + 1 + longestPlan(limits);
}

/** What makes one plan of another: the things that go, of those that stand there, `<break>`, then a plan of what comes. */
export function changesGrammar(
  vocabulary: Vocabulary,
  standing: readonly ThingTokens[],
  limits: PlanLimits = planLimits,
): GrammarState {
  return chosenGrammar(vocabulary, standing, planGrammar(vocabulary, limits));
}
