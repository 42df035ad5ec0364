import { type GenerateRequest, type SamplingSettings, StudioError } from '../../../preload/contract';
import type { RandomStream } from '../../core/random/xoshiro';
import { continuePrompt } from '../../core/template/continue';
import { codecOf } from '../pack/codec-of';
import type { LoadedPack } from '../pack/loaded-pack';
import type { Streams } from './streams';

type Codes = readonly (readonly number[])[];

/**
 * The codes that each candidate starts with, none unless the request goes on with something. `cells` is how many the
 * candidate with the fewest has to draw. Throws `bad-request`.
 */
export function begunCodes(
  { begun, candidates }: Pick<GenerateRequest, 'begun' | 'candidates'>,
  cells: number,
  { manifest }: Pick<LoadedPack, 'manifest'>,
): Codes {
  if (begun === undefined) return Array.from({ length: candidates }, () => []);
  const { codebook } = codecOf(manifest);
  const fits = begun.codes.length === candidates && (begun.codes[0]?.length ?? 0) < cells;
  if (fits && begun.codes.every((own) => own.every((code) => code < codebook))) return begun.codes;
  throw new StudioError({
    code: 'bad-request',
    message: 'What was begun does not fit this request or this pack.',
    hint: 'Draw it anew.',
  });
}

/** The codes that a candidate has from another picture, for its recipe; nothing where it has none. */
export function takenCodes(
  { begun }: Pick<GenerateRequest, 'begun'>,
  candidate: number,
): readonly number[] | undefined {
  return begun?.taken === undefined ? undefined : begun.codes[candidate]?.slice(0, begun.taken);
}

/** The streams of each candidate, having read what is begun of it. */
export function goOn(streams: Streams, begun: Codes, { vocabulary, manifest }: LoadedPack): Streams {
  const length = begun[0]?.length ?? 0;
  if (length === 0) return streams;
  const candidates = streams.candidates.map((prompts, candidate) => {
    const tokens = (begun[candidate] ?? []).map((code) => vocabulary.imageToken(code));
    return prompts.map((prompt) => continuePrompt(prompt, tokens, manifest.transformer));
  });
  return { ...streams, candidates, length: streams.length - length };
}

/** The stream behind the numbers that so many draws have used: one each, none when greedy. */
export function skip(stream: RandomStream, draws: number, { temperature }: SamplingSettings): RandomStream {
  for (let drawn = 0; temperature > 0 && drawn < draws; drawn++) stream.next();
  return stream;
}
