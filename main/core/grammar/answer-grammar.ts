import type { Vocabulary } from '../tokens/vocabulary';
import { BoxGrammar } from './box-grammar';
import { anyOf, type GrammarState, union } from './grammar';

/** At least one word, or the four locations of a box; then `<eos>`. */
export function answerGrammar(vocabulary: Vocabulary): GrammarState {
  const boxes = new BoxGrammar(vocabulary);
  const stop = new Set([vocabulary.eos]);
  const more = anyOf(vocabulary.textTokens(stop), stop);
  return {
    allowed: union(vocabulary.textTokens(new Set()), boxes.starts),
    after: (token) => (vocabulary.isLocation(token) ? boxes.after(token, fixed([vocabulary.eos])) : more),
  };
}

/** The four locations of a box, or exactly the words `otherwise`, which may be none; then `<eos>`. */
export function placeGrammar(vocabulary: Vocabulary, otherwise: readonly number[]): GrammarState {
  const boxes = new BoxGrammar(vocabulary);
  const [first, ...rest] = otherwise;
  return {
    allowed: first === undefined ? boxes.starts : union(boxes.starts, Int32Array.of(first)),
    after: (token) =>
      vocabulary.isLocation(token) ? boxes.after(token, fixed([vocabulary.eos])) : fixed([...rest, vocabulary.eos]),
  };
}

/** These tokens and no others; the sequence ends with the last one. */
function fixed([token = 0, ...rest]: readonly number[]): GrammarState {
  return { allowed: Int32Array.of(token), after: () => (rest.length === 0 ? undefined : fixed(rest)) };
}
