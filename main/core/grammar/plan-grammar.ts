import type { Vocabulary } from '../tokens/vocabulary';
import type { GrammarState } from './grammar';

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
  readonly #locations: Int32Array;
  /** Locations from the index on: what may end a box that starts right before. */
  readonly #from: readonly Int32Array[];
  readonly #starts: Int32Array;
  readonly #words: Int32Array;
  readonly #labels: Int32Array;
  readonly #firstWords: Int32Array;
  readonly #lastWords: Int32Array;
  readonly #break: Int32Array;
  readonly #eos: Int32Array;

  constructor(vocabulary: Vocabulary, limits: PlanLimits) {
    this.#vocabulary = vocabulary;
    this.#limits = limits;
    this.#locations = vocabulary.locationTokens();
    this.#from = Array.from(this.#locations, (_, index) => this.#locations.subarray(index));
    this.#starts = this.#locations.subarray(0, -1);
    this.#words = vocabulary.textTokens(new Set());
    this.#break = Int32Array.of(vocabulary.break);
    this.#eos = Int32Array.of(vocabulary.eos);
    this.#labels = union(this.#words, this.#starts);
    this.#firstWords = union(this.#words, this.#break);
    this.#lastWords = union(this.#words, this.#eos);
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
      allowed: length < this.#limits.label ? this.#labels : this.#starts,
      after: (token) => (this.#vocabulary.isLocation(token) ? this.#top(left, token) : this.#label(left, length + 1)),
    };
  }

  #top(left: number, x0: number): GrammarState {
    return { allowed: this.#starts, after: (y0) => this.#right(left, x0, y0) };
  }

  #right(left: number, x0: number, y0: number): GrammarState {
    return { allowed: this.#behind(x0), after: () => this.#bottom(left, y0) };
  }

  #bottom(left: number, y0: number): GrammarState {
    return { allowed: this.#behind(y0), after: () => this.thing(left - 1) };
  }

  #background(left: number): GrammarState {
    return {
      allowed: left > 0 ? this.#lastWords : this.#eos,
      after: (token) => (token === this.#vocabulary.eos ? undefined : this.#background(left - 1)),
    };
  }

  #behind(location: number): Int32Array {
    return this.#from[location + 1 - (this.#locations[0] ?? 0)] ?? this.#locations;
  }
}

function union(...sets: readonly Int32Array[]): Int32Array {
  return Int32Array.from(sets.flatMap((set) => [...set])).sort();
}
