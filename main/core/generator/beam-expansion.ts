import type { GrammarState } from '../grammar/grammar';
import { highestOf } from '../sampling/greedy';
import { guide } from '../sampling/guidance';
import { penalizeRepetition } from '../sampling/repetition';
import { logSumExp } from '../sampling/softmax';
import { BestCandidates } from './best-candidates';
import type { Decoder } from './decoder';

/** A text that is still being written. */
export type Beam = {
  /** Which of the decoder's groups of rows it lies in, one row for each guidance stream. */
  readonly row: number;
  readonly state: GrammarState;
  readonly tokens: readonly number[];
  /** Of all its tokens together, in nats. */
  readonly logProbability: number;
};

/** A way for a beam to go on by one token. */
export type Continuation = {
  readonly beam: Beam;
  readonly token: number;
  /** What the grammar says then; nothing where the text ends with the token. */
  readonly next: GrammarState | undefined;
  readonly logProbability: number;
};

export type Expansion = {
  /** The best ways on, as many as there may be beams, best first. */
  readonly all: readonly Continuation[];
  /** The same of those that do not end the text, so that there are enough to go on with. */
  readonly open: readonly Continuation[];
};

export type ExpansionSettings = {
  readonly beams: number;
  /** Between the guidance streams, see {@link guide}; one stream has none. */
  readonly scales: readonly number[];
  /** See {@link penalizeRepetition}; what a beam itself has written counts as seen. */
  readonly repetitionPenalty?: number | undefined;
};

/** Ranks all ways in which beams can go on by one token, in memory of its own. */
export class BeamExpansion {
  readonly #decoder: Decoder;
  readonly #settings: ExpansionSettings;
  readonly #scores: Float64Array;
  readonly #offsets: Int32Array;
  readonly #all: BestCandidates;
  readonly #open: BestCandidates;

  constructor(decoder: Decoder, settings: ExpansionSettings) {
    this.#decoder = decoder;
    this.#settings = settings;
    this.#scores = new Float64Array(decoder.vocabularySize);
    this.#offsets = new Int32Array(settings.scales.length + 1);
    this.#all = new BestCandidates(settings.beams);
    this.#open = new BestCandidates(settings.beams);
  }

  /** Throws `engine-failed` for logits that are not numbers. */
  expand(beams: readonly Beam[]): Expansion {
    this.#all.clear();
    this.#open.clear();
    for (const [index, beam] of beams.entries()) this.#offer(index, beam, this.#score(beam));
    return { all: continuationsOf(this.#all, beams), open: continuationsOf(this.#open, beams) };
  }

  /** Scores of the tokens the beam allows, as log-probabilities after what it has written. */
  #score({ row, state: { allowed }, tokens }: Beam): Float64Array {
    const { scales, repetitionPenalty } = this.#settings;
    const scores = this.#scores.subarray(0, allowed.length);
    for (let stream = 0; stream < this.#offsets.length; stream++) {
      this.#offsets[stream] = (row * this.#offsets.length + stream) * this.#decoder.vocabularySize;
    }
    guide(this.#decoder.logits, this.#offsets, scales, allowed, scores);
    if (repetitionPenalty !== undefined) {
      penalizeRepetition(scores, allowed, { penalty: repetitionPenalty, seen: new Set(tokens) });
    }
    const normalizer = logSumExp(scores, scores[highestOf(scores)] ?? 0);
    for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] ?? 0) - normalizer;
    return scores;
  }

  /** What `open` does not want, `all` does not want either. */
  #offer(parent: number, { state, logProbability }: Beam, scores: Float64Array): void {
    for (let index = 0; index < scores.length; index++) {
      const reached = logProbability + (scores[index] ?? Number.NEGATIVE_INFINITY);
      if (!this.#open.wants(reached)) continue;
      const token = state.allowed[index] ?? 0;
      this.#all.offer(parent, token, reached);
      if (state.after(token) !== undefined) this.#open.offer(parent, token, reached);
    }
  }
}

function continuationsOf(candidates: BestCandidates, beams: readonly Beam[]): Continuation[] {
  return candidates.list().flatMap(({ parent, token, logProbability }) => {
    const beam = beams[parent];
    return beam === undefined ? [] : [{ beam, token, next: beam.state.after(token), logProbability }];
  });
}
