import { type Described, runLengths, runsOf, wordsIn } from './words';

/**
 * BLEU-4 of all captions together (Papineni et al. 2002): the geometric mean of the shares of runs of 1 to 4 words that
 * occur in a known caption, each counted at most as often as there; times the brevity penalty against the known captions
 * nearest in length. 0..1; 0 where no run of 4 words is right.
 */
export function bleu(all: readonly Described[]): number {
  const right = runLengths.map(() => 0);
  const made = runLengths.map(() => 0);
  const lengths = { said: 0, known: 0 };
  for (const { said, known } of all) {
    const words = wordsIn(said);
    const others = known.map(wordsIn);
    lengths.said += words.length;
    lengths.known += nearest(
      words.length,
      others.map((other) => other.length),
    );
    for (const [index, length] of runLengths.entries()) {
      const counted = matches(words, others, length);
      right[index] = (right[index] ?? 0) + counted.right;
      made[index] = (made[index] ?? 0) + counted.made;
    }
  }
  const shares = right.map((count, index) => count / Math.max(1, made[index] ?? 0));
  if (shares.some((share) => share === 0)) return 0;
  const mean = Math.exp(shares.reduce((sum, share) => sum + Math.log(share), 0) / shares.length);
  return mean * Math.min(1, Math.exp(1 - lengths.known / lengths.said));
}

function matches(words: readonly string[], known: readonly (readonly string[])[], length: number) {
  const others = known.map((other) => runsOf(other, length));
  const counted = { right: 0, made: 0 };
  for (const [run, count] of runsOf(words, length)) {
    counted.made += count;
    counted.right += Math.min(count, Math.max(0, ...others.map((other) => other.get(run) ?? 0)));
  }
  return counted;
}

/** Of equally near lengths the shorter one. */
function nearest(length: number, others: readonly number[]): number {
  const [first = 0] = others.toSorted((one, other) => Math.abs(one - length) - Math.abs(other - length) || one - other);
  return first;
}
