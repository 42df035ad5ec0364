import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hypothesis } from '../../main/core/generator/hypotheses';
import type { SamplerSettings } from '../../main/core/sampling/sampler';
import { z } from '../../preload/contract';

const Numbers = z.array(z.number());
const Settings = z.object({
  temperature: z.number(),
  topP: z.number(),
  scales: Numbers,
  topK: z.int().optional(),
  cdk: z.object({ k: z.int(), alpha: z.number() }).optional(),
  penalty: z.number().optional(),
  seen: z.array(z.int()),
});

const SamplingCase = z.object({
  settings: Settings.transform(({ penalty, seen, ...settings }): SamplerSettings => {
    return penalty === undefined ? settings : { ...settings, repetition: { penalty, seen: new Set(seen) } };
  }),
  /** [streams, vocabulary] */
  logits: z.array(Numbers),
  allowed: z.array(z.int()).transform((ids) => Int32Array.from(ids)),
  /** Of the allowed ids. */
  probabilities: Numbers,
  /** In nats. */
  entropy: z.number(),
});
export type SamplingCase = z.infer<typeof SamplingCase>;

const Hypotheses: z.ZodType<readonly Hypothesis[]> = z.array(
  z.object({ tokens: z.array(z.int()), logProbability: z.number(), score: z.number() }),
);

const BeamReference = z.object({
  vocabularySize: z.int(),
  end: z.int(),
  /** What follows everything that can be written, by the written ids with blanks between. */
  logits: z.record(z.string(), Numbers),
  cases: z.array(z.object({ beams: z.int(), length: z.int(), lengthPenalty: z.number(), hypotheses: Hypotheses })),
});

/** What PyTorch and NumPy compute from the formulas; written by sampling-fixtures/make_fixtures.py. */
export const samplingReference = z.array(SamplingCase).parse(read('sampling.json'));
export const beamReference = BeamReference.parse(read('beam.json'));

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'sampling-fixtures', name), 'utf8'));
}
