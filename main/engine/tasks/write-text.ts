import type { SamplingSettings } from '../../../preload/contract';
import { beamRowCount, beamSearch } from '../../core/generator/beam';
import { ended } from '../../core/generator/generate';
import { anyOf, type GrammarState } from '../../core/grammar/grammar';
import { candidateStream } from '../../core/random/candidate-stream';
import type { StopName } from '../../core/tokens/vocabulary';
import { drawWithProgress } from './draw-tokens';
import { ProgressMeter } from './progress';
import type { Streams } from './streams';
import type { TaskContext } from './task';

export type Writing = {
  /** Of one candidate. */
  readonly streams: Streams;
  readonly settings: SamplingSettings;
  readonly seed: number;
  readonly stop: readonly StopName[];
  /** Texts that are wanted; more than one need as many beams. */
  readonly texts?: number;
};

/** The tokens of a text, and the geometric mean of their probabilities among those that could have been written. */
export type WrittenText = {
  readonly tokens: readonly number[];
  readonly confidence: number;
  /** What texts of one search are ranked by; higher is better. */
  readonly score: number;
};

/** One text, or some that differ, the likeliest first: by beam search where the settings have beams, else drawn. */
export async function writeTexts(writing: Writing, context: TaskContext): Promise<readonly WrittenText[]> {
  const { vocabulary } = context.pack;
  const stop = vocabulary.stopTokens(writing.stop);
  const grammar = anyOf(vocabulary.textTokens(stop), stop);
  return (writing.settings.beams?.count ?? 1) > 1
    ? searchTexts(writing, grammar, context)
    : drawText(writing, grammar, context);
}

async function drawText({ streams, settings, seed }: Writing, grammar: GrammarState, context: TaskContext) {
  const tokens: number[] = [];
  const probabilities = new Float64Array(1);
  let logProbability = 0;
  const drawing = { streams, settings, randoms: [candidateStream(seed, 0)], grammar, probabilities };
  await drawWithProgress(drawing, context, ([token = ended]) => {
    if (token === ended) return;
    tokens.push(token);
    logProbability += Math.log(probabilities[0] ?? 0);
  });
  return [{ tokens, confidence: meanProbability(logProbability, tokens.length), score: logProbability }];
}

async function searchTexts({ streams, settings, texts = 1 }: Writing, grammar: GrammarState, context: TaskContext) {
  const { pack, signal } = context;
  const meter = new ProgressMeter(streams.length, 1, context.onProgress);
  const search = {
    streams: streams.candidates[0] ?? [],
    scales: streams.scales,
    grammar,
    beams: settings.beams?.count ?? 1,
    results: texts,
    lengthPenalty: settings.beams?.lengthPenalty ?? 1,
    repetitionPenalty: settings.repetition,
    pad: pack.vocabulary.pad,
    layout: pack.manifest.transformer,
    signal,
    onRound: (length: number) => meter.advanceTo(length),
  };
  const decoder = pack.transformer.openDecoder(beamRowCount(search));
  try {
    const found = await beamSearch(decoder, search);
    // A text that ends has been decided to end: one token more.
    return found.map(({ tokens, logProbability, score }) => ({
      tokens,
      confidence: meanProbability(logProbability, tokens.length + 1),
      score,
    }));
  } finally {
    decoder.dispose();
  }
}

function meanProbability(logProbability: number, length: number): number {
  return length === 0 ? 0 : Math.min(1, Math.exp(logProbability / length));
}
