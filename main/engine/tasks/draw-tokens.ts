import type { SamplingSettings } from '../../../preload/contract';
import { generate, rowCount } from '../../core/generator/generate';
import type { RandomStream } from '../../core/random/xoshiro';
import { ProgressMeter } from './progress';
import type { Streams } from './streams';
import type { TaskContext } from './task';

export type Drawing = {
  readonly streams: Streams;
  readonly candidates: readonly RandomStream[];
  readonly settings: SamplingSettings;
  readonly allowed: Int32Array;
  readonly stop: ReadonlySet<number>;
};

/** What to do with one round's tokens, one per candidate; `done` rounds are drawn with it. The memory is reused. */
export type OnTokens = (tokens: Int32Array, done: number) => Promise<void> | void;

/** Runs the transformer from the prompts to the end, in a decoder of its own. */
export async function drawTokens(drawing: Drawing, context: TaskContext, onTokens: OnTokens): Promise<void> {
  const { pack, signal } = context;
  const generation = { ...generationOf(drawing), pad: pack.vocabulary.pad, layout: pack.manifest.transformer, signal };
  const meter = new ProgressMeter(drawing.streams.length, drawing.candidates.length, context.onProgress);
  const decoder = pack.transformer.openDecoder(rowCount(generation));
  let done = 0;
  try {
    for await (const tokens of generate(decoder, generation)) {
      meter.advanceTo(++done);
      await onTokens(tokens, done);
    }
  } finally {
    decoder.dispose();
  }
}

function generationOf({ streams, candidates, settings, allowed, stop }: Drawing) {
  const sampling = { temperature: settings.temperature, topP: settings.topP, scales: streams.scales };
  return { streams: streams.prompts, candidates, sampling, allowed, stop };
}
