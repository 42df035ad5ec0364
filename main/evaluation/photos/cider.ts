import { type Described, runLengths, runsOf, wordsIn } from './words';

/** How quickly another length counts against a caption, in words. */
const sigma = 6;
/** CIDEr-D is given ten times as large as it is computed, so that it looks like other scores. */
const scale = 10;

/**
 * CIDEr-D of each caption (Vedantam et al. 2015): how alike it is to those that people wrote, run by run of 1 to 4 words,
 * where a run counts the more the fewer photos it is said of. 0..10, about 1 for another person's caption.
 */
export function cider(all: readonly Described[]): readonly number[] {
  const known = all.map((each) => each.known.map(wordsIn));
  const rarity = new Rarity(known);
  return all.map(({ said }, index) => {
    const own = rarity.vectorsOf(wordsIn(said));
    const likenesses = (known[index] ?? []).map((words) => likeness(own, rarity.vectorsOf(words)));
    return (scale * likenesses.reduce((sum, value) => sum + value, 0)) / Math.max(1, likenesses.length);
  });
}

/** A caption as weighed runs: for each length of runs a vector and its length. */
type Weighed = {
  readonly runs: readonly { readonly weights: ReadonlyMap<string, number>; readonly length: number }[];
  /** How long the caption is, in pairs of words, as the reference implementation counts. */
  readonly pairs: number;
};

/** In how many photos' captions each run occurs. */
class Rarity {
  readonly #photos: number;
  readonly #counts = new Map<string, number>();

  constructor(known: readonly (readonly (readonly string[])[])[]) {
    this.#photos = known.length;
    for (const captions of known) {
      const said = new Set(
        captions.flatMap((words) => runLengths.flatMap((length) => [...runsOf(words, length).keys()])),
      );
      for (const run of said) this.#counts.set(run, (this.#counts.get(run) ?? 0) + 1);
    }
  }

  vectorsOf(words: readonly string[]): Weighed {
    const runs = runLengths.map((length) => {
      const weights = new Map<string, number>();
      for (const [run, count] of runsOf(words, length)) weights.set(run, count * this.#weight(run));
      return { weights, length: Math.hypot(...weights.values()) };
    });
    return { runs, pairs: Math.max(0, words.length - 1) };
  }

  #weight(run: string): number {
    return Math.log(this.#photos) - Math.log(Math.max(1, this.#counts.get(run) ?? 0));
  }
}

function likeness(own: Weighed, other: Weighed): number {
  const penalty = Math.exp(-((own.pairs - other.pairs) ** 2) / (2 * sigma ** 2));
  const sum = own.runs.reduce((total, { weights, length }, index) => {
    const against = other.runs[index];
    if (against === undefined || length === 0 || against.length === 0) return total;
    return total + clippedProduct(weights, against.weights) / (length * against.length);
  }, 0);
  return (penalty * sum) / runLengths.length;
}

/** What is said more often than in the known caption counts no more for it. */
function clippedProduct(own: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [run, weight] of own) {
    const known = other.get(run) ?? 0;
    product += Math.min(weight, known) * known;
  }
  return product;
}
