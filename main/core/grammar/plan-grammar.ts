import type { Vocabulary } from '../tokens/vocabulary';
import { BoxGrammar } from './box-grammar';
import { type GrammarState, union } from './grammar';

/** How long the parts of a plan may become, in tokens; `things` counts labelled boxes. */
export type PlanLimits = { readonly things: number; readonly label: number; readonly background: number };

export const planLimits: PlanLimits = { things: 8, label: 8, background: 40 };

/** Tokens of the longest plan. */
export function longestPlan({ things, label, background }: PlanLimits = planLimits): number {
  return things * (label + 4) + 1 + background + 1;
}

/**
 * A plan: labelled boxes, each with four locations of which the last two lie behind the first two, `<break>`, words of
 * the background, `<eos>`. Whatever the model thinks of it, a plan drawn under this grammar can be read.
 */
export function planGrammar(vocabulary: Vocabulary, limits: PlanLimits = planLimits): GrammarState {
  return new PlanGrammar(vocabulary, limits).thing(limits.things);
}

class PlanGrammar {
  readonly #vocabulary: Vocabulary;
  readonly #limits: PlanLimits;
  readonly #boxes: BoxGrammar;
  readonly #labels: Int32Array;
  readonly #firstWords: Int32Array;
  readonly #lastWords: Int32Array;
  readonly #break: Int32Array;
  readonly #eos: Int32Array;

  constructor(vocabulary: Vocabulary, limits: PlanLimits) {
    const words = vocabulary.textTokens(new Set());
    this.#vocabulary = vocabulary;
    this.#limits = limits;
    this.#boxes = new BoxGrammar(vocabulary);
    this.#break = Int32Array.of(vocabulary.break);
    this.#eos = Int32Array.of(vocabulary.eos);
    this.#labels = union(words, this.#boxes.starts);
    this.#firstWords = union(words, this.#break);
    this.#lastWords = union(words, this.#eos);
  }

  /** Before a thing or the end of the things; `left` may still come. */
  thing(left: number): GrammarState {
    return {
      allowed: left > 0 ? this.#firstWords : this.#break,
      after: (token) =>
        token === this.#vocabulary.break ? this.#background(this.#limits.background) : this.#label(left, 1),
    };
  }

  #label(left: number, length: number): GrammarState {
    return {
      allowed: length < this.#limits.label ? this.#labels : this.#boxes.starts,
      after: (token) =>
        this.#vocabulary.isLocation(token)
          ? this.#boxes.after(token, this.thing(left - 1))
          : this.#label(left, length + 1),
    };
  }

  #background(left: number): GrammarState {
    return {
      allowed: left > 0 ? this.#lastWords : this.#eos,
      after: (token) => (token === this.#vocabulary.eos ? undefined : this.#background(left - 1)),
    };
  }
}
