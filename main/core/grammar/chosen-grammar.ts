import type { Vocabulary } from '../tokens/vocabulary';
import type { GrammarState } from './grammar';

/** The tokens of a thing: its label and its four locations. */
export type ThingTokens = readonly number[];

/**
 * Some of the things that stand there, `<break>`, then `next`. Nothing else can be chosen, and each only once: of such a thing the
 * model chooses which one it is, and the rest of its tokens follow.
 */
export function chosenGrammar(
  vocabulary: Vocabulary,
  standing: readonly ThingTokens[],
  next: GrammarState,
): GrammarState {
  const before = (left: readonly ThingTokens[]): GrammarState => ({
    allowed: ids([vocabulary.break, ...left.flatMap((thing) => thing.slice(0, 1))]),
    after: (token) => (token === vocabulary.break ? next : within(left, [token])),
  });
  const within = (left: readonly ThingTokens[], written: ThingTokens): GrammarState => {
    const meant = left.filter((thing) => written.every((token, index) => thing[index] === token));
    const whole = meant.find((thing) => thing.length === written.length);
    if (whole !== undefined) return before(left.filter((thing) => thing !== whole));
    return {
      allowed: ids(meant.flatMap((thing) => thing.slice(written.length, written.length + 1))),
      after: (token) => within(left, [...written, token]),
    };
  };
  return before(standing);
}

/** Without repetition, in rising order. */
function ids(tokens: readonly number[]): Int32Array {
  return Int32Array.from(new Set(tokens)).sort();
}
