import type { SamplingSettings } from '../../../preload/contract';
import { generate, rowCount } from '../../core/generator/generate';
import type { GrammarState } from '../../core/grammar/grammar';
import type { RandomStream } from '../../core/random/xoshiro';
import { CandidateSampling } from './candidate-sampling';
import { ProgressMeter } from './progress';
import type { Streams } from './streams';
import type { TaskContext } from './task';

export type Drawing = {
  readonly streams: Streams;
  /** One for each candidate of the streams. */
  readonly randoms: readonly RandomStream[];
  readonly settings: SamplingSettings;
  readonly grammar: GrammarState;
  /** One number for each candidate, which receives the entropy of its latest draw in nats. */
  readonly entropies?: Float64Array;
  /** The same for how likely its latest token was among those allowed. */
  readonly probabilities?: Float64Array;
};

/** What to do with one round's tokens, one per candidate; `done` rounds are drawn with it. The memory is reused. */
export type OnTokens = (tokens: Int32Array, done: number) => Promise<void> | void;

/** Runs the transformer from the prompts to the end, in a decoder of its own. */
export async function drawTokens(
  { streams, randoms, settings, grammar, entropies, probabilities }: Drawing,
  { pack, signal }: Pick<TaskContext, 'pack' | 'signal'>,
  onTokens: OnTokens,
): Promise<void> {
  const sampling = new CandidateSampling(settings, streams.scales, randoms.length);
  const candidates = randoms.map((random, index) => ({
    random,
    streams: streams.candidates[index] ?? [],
    sampling: sampling.of(index),
  }));
  const told = { entropies, probabilities };
  const common = { grammar, pad: pack.vocabulary.pad, layout: pack.manifest.transformer, signal, ...told };
  const decoder = pack.transformer.openDecoder(rowCount(candidates));
  let done = 0;
  try {
    for await (const tokens of generate(decoder, { candidates, ...common })) {
      sampling.remember(tokens);
      await onTokens(tokens, ++done);
    }
  } finally {
    decoder.dispose();
  }
}

/** As {@link drawTokens}, telling how far it is. */
export async function drawWithProgress(drawing: Drawing, context: TaskContext, onTokens: OnTokens): Promise<void> {
  const meter = new ProgressMeter(drawing.streams.length, drawing.randoms.length, context.onProgress);
  await drawTokens(drawing, context, async (tokens, done) => {
    meter.advanceTo(done);
    await onTokens(tokens, done);
  });
}
