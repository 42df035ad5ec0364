import type { Vocabulary } from '../tokens/vocabulary';
import type { GrammarState } from './grammar';

/** The four locations of a box, x0, y0, x1 and y1, of which the last two lie behind the first two. */
export class BoxGrammar {
  /** What x0 and y0 may be: anything but the last location. */
  readonly starts: Int32Array;
  readonly #locations: Int32Array;
  /** Locations from the index on: what may end a side that starts right before. */
  readonly #from: readonly Int32Array[];

  constructor(vocabulary: Vocabulary) {
    this.#locations = vocabulary.locationTokens();
    this.#from = Array.from(this.#locations, (_, index) => this.#locations.subarray(index));
    this.starts = this.#locations.subarray(0, -1);
  }

  /** Behind x0; `then` comes behind the box. */
  after(x0: number, then: GrammarState): GrammarState {
    return { allowed: this.starts, after: (y0) => this.#right(x0, y0, then) };
  }

  #right(x0: number, y0: number, then: GrammarState): GrammarState {
    return { allowed: this.#behind(x0), after: () => ({ allowed: this.#behind(y0), after: () => then }) };
  }

  #behind(location: number): Int32Array {
    return this.#from[location + 1 - (this.#locations[0] ?? 0)] ?? this.#locations;
  }
}
