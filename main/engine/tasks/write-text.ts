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
};

/** The tokens of one text: the likeliest by beam search where the settings have beams, else drawn. */
export async function writeText(writing: Writing, context: TaskContext): Promise<readonly number[]> {
  const { vocabulary } = context.pack;
  const stop = vocabulary.stopTokens(writing.stop);
  const grammar = anyOf(vocabulary.textTokens(stop), stop);
  return (writing.settings.beams?.count ?? 1) > 1
    ? searchText(writing, grammar, context)
    : drawText(writing, grammar, context);
}

async function drawText({ streams, settings, seed }: Writing, grammar: GrammarState, context: TaskContext) {
  const ids: number[] = [];
  const drawing = { streams, settings, randoms: [candidateStream(seed, 0)], grammar };
  await drawWithProgress(drawing, context, ([token = ended]) => {
    if (token !== ended) ids.push(token);
  });
  return ids;
}

async function searchText({ streams, settings }: Writing, grammar: GrammarState, context: TaskContext) {
  const { pack, signal } = context;
  const meter = new ProgressMeter(streams.length, 1, context.onProgress);
  const search = {
    streams: streams.candidates[0] ?? [],
    scales: streams.scales,
    grammar,
    beams: settings.beams?.count ?? 1,
    results: 1,
    lengthPenalty: settings.beams?.lengthPenalty ?? 1,
    repetitionPenalty: settings.repetition,
    pad: pack.vocabulary.pad,
    layout: pack.manifest.transformer,
    signal,
    onRound: (length: number) => meter.advanceTo(length),
  };
  const decoder = pack.transformer.openDecoder(beamRowCount(search));
  try {
    const [best] = await beamSearch(decoder, search);
    return best?.tokens ?? [];
  } finally {
    decoder.dispose();
  }
}
