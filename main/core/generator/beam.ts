import type { GrammarState } from '../grammar/grammar';
import { createElements } from '../tokens/elements';
import { type Beam, BeamExpansion, type Continuation, type ExpansionSettings } from './beam-expansion';
import { beamRowCount, type BeamRows, moveBeams, readBeamPrompts, writeBeams } from './beam-rows';
import type { Decoder } from './decoder';
import { Hypotheses, type Hypothesis, penalizeLength } from './hypotheses';

export { beamRowCount } from './beam-rows';

export type BeamSearch = BeamRows &
  ExpansionSettings & {
    /** What may be written first, and so on from there. */
    readonly grammar: GrammarState;
    /** Hypotheses that are asked for, at most as many as beams. */
    readonly results: number;
    /** The exponent of {@link penalizeLength}. */
    readonly lengthPenalty: number;
    readonly signal: AbortSignal;
    /** Told after each round how many tokens the beams have written. */
    readonly onRound?: ((length: number) => void) | undefined;
  };

/**
 * Searches for the likeliest texts (Wu et al. 2016, section 7; as Hugging Face does with `early_stopping=True`). In each
 * round every beam goes on with every token it may write. Of the best `beams` ways those that end the text become
 * hypotheses; the best `beams` that do not end it become the next beams. It is over when there are `beams` hypotheses, or
 * at the longest length, where the last round's best count as ended; a better text that ends later is not waited for.
 *
 * Probabilities are those among the allowed tokens, after guidance and repetition penalty. Gives `results` hypotheses, best
 * first, fewer only where the grammar knows no more. Equals are ranked by beam, then by token id, so that nothing depends
 * on chance. The decoder is fresh and has {@link beamRowCount} rows or more.
 *
 * Throws `RangeError` for settings without sense, `engine-failed` for logits that are not numbers, and the signal's reason
 * within one token of its abort.
 */
export async function beamSearch(decoder: Decoder, search: BeamSearch): Promise<readonly Hypothesis[]> {
  checkSearch(decoder, search);
  const { streams, grammar, signal } = search;
  const expansion = new BeamExpansion(decoder, search);
  const hypotheses = new Hypotheses(search.beams);
  const elements = createElements(decoder.rows);
  const longest = streams[0]?.course.length ?? 0;
  let beams: readonly Beam[] = [{ row: 0, state: grammar, tokens: [], logProbability: 0 }];
  await readBeamPrompts(decoder, streams, signal);
  for (let length = 1; length <= longest; length++) {
    signal.throwIfAborted();
    const { all, open } = expansion.expand(beams);
    for (const each of all) {
      if (each.next === undefined || length === longest) hypotheses.add(hypothesisOf(each, search.lengthPenalty));
    }
    search.onRound?.(length);
    if (hypotheses.isFull || open.length === 0 || length === longest) break;
    signal.throwIfAborted();
    beams = moveBeams(decoder, open, search);
    writeBeams(elements, length - 1, beams, search);
    await decoder.step(elements);
  }
  return hypotheses.best(search.results);
}

function checkSearch({ rows }: Decoder, search: BeamSearch): void {
  const { beams, results, streams, scales, lengthPenalty, repetitionPenalty = 1 } = search;
  if (!Number.isSafeInteger(beams) || beams < 1) throw new RangeError(`Beams are a whole number from 1, not ${beams}.`);
  if (!(results >= 1 && results <= beams)) throw new RangeError(`${beams} beams do not give ${results} results.`);
  if (scales.length + 1 !== streams.length) throw new RangeError('Guidance has one scale less than streams.');
  if (!Number.isFinite(lengthPenalty)) throw new RangeError(`The length penalty is a number, not ${lengthPenalty}.`);
  if (!(repetitionPenalty > 0)) throw new RangeError(`A repetition penalty is above 0, not ${repetitionPenalty}.`);
  if (rows < beamRowCount(search)) throw new RangeError(`${rows} rows do not hold ${beams} beams.`);
}

function hypothesisOf({ beam, token, next, logProbability }: Continuation, lengthPenalty: number): Hypothesis {
  return {
    tokens: next === undefined ? beam.tokens : [...beam.tokens, token],
    logProbability,
    score: penalizeLength(logProbability, beam.tokens.length + 1, lengthPenalty),
  };
}
