import type { RandomStream } from '../random/xoshiro';
import { Sampler, type SamplerSettings } from '../sampling/sampler';
import type { Prompt } from '../template/prompt';
import { createElements, type Elements, setElement } from '../tokens/elements';
import type { Layout } from '../tokens/place';
import type { Decoder } from './decoder';

export type Generation = {
  /** The guidance streams, from the least to the most conditioned; their courses have one length. */
  readonly streams: readonly Prompt[];
  /** One random stream for each sequence that is drawn. */
  readonly candidates: readonly RandomStream[];
  readonly sampling: SamplerSettings;
  /** Ids that may be drawn, in rising order. */
  readonly allowed: Int32Array;
  /** Ids that end a candidate. */
  readonly stop: ReadonlySet<number>;
  /** What an ended candidate goes on reading while others still draw. */
  readonly pad: number;
  readonly layout: Layout;
  readonly signal: AbortSignal;
};

/** Stands in for the token of a candidate that has ended. */
export const ended = -1;

/** Rows that a decoder needs for this: those of one candidate lie together, in the order of the streams. */
export function rowCount({ streams, candidates }: Pick<Generation, 'streams' | 'candidates'>): number {
  return streams.length * candidates.length;
}

/**
 * Draws token after token for all candidates at once. Yields the tokens of each round, one per candidate in memory that is
 * reused, and {@link ended} from a candidate's stop token on. Throws the signal's reason within one token of its abort.
 */
export async function* generate(decoder: Decoder, generation: Generation): AsyncGenerator<Int32Array, void, undefined> {
  const { streams, candidates, signal } = generation;
  const sampler = new Sampler(generation.allowed, generation.sampling);
  const drawn = new Int32Array(candidates.length);
  const elements = createElements(rowCount(generation));
  const length = streams[0]?.course.length ?? 0;
  await readPrompts(decoder, generation);
  for (let index = 0; index < length; index++) {
    signal.throwIfAborted();
    drawRound(decoder, sampler, generation, drawn);
    if (drawn.every((token) => token === ended)) return;
    yield drawn;
    if (index + 1 === length) return;
    signal.throwIfAborted();
    writeRound(elements, index, drawn, generation);
    await decoder.step(elements);
  }
}

/** Every stream is read once and copied to the other candidates. */
async function readPrompts(decoder: Decoder, { streams, candidates, signal }: Generation): Promise<void> {
  for (const [stream, prompt] of streams.entries()) {
    signal.throwIfAborted();
    await decoder.prefill(stream, prompt.elements, signal);
    for (let candidate = 1; candidate < candidates.length; candidate++) {
      decoder.fork(stream, candidate * streams.length + stream);
    }
  }
}

function drawRound(
  decoder: Decoder,
  sampler: Sampler,
  { streams, candidates, stop }: Generation,
  drawn: Int32Array,
): void {
  const offsets = new Array<number>(streams.length);
  for (const [candidate, random] of candidates.entries()) {
    if (drawn[candidate] === ended) continue;
    for (let stream = 0; stream < streams.length; stream++) {
      offsets[stream] = (candidate * streams.length + stream) * decoder.vocabularySize;
    }
    const token = sampler.sample(decoder.logits, offsets, random);
    drawn[candidate] = stop.has(token) ? ended : token;
  }
}

/** The tokens just drawn become the next elements of all rows. */
function writeRound(elements: Elements, index: number, drawn: Int32Array, { streams, pad, layout }: Generation): void {
  for (const [candidate, token] of drawn.entries()) {
    for (const [stream, { course }] of streams.entries()) {
      const row = candidate * streams.length + stream;
      setElement(elements, row, token === ended ? pad : token, course.place(index), course.place(index + 1), layout);
    }
  }
}
