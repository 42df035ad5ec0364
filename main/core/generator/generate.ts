import type { GrammarState } from '../grammar/grammar';
import type { RandomStream } from '../random/xoshiro';
import { probabilityOf } from '../sampling/probability';
import { Sampler, type SamplerSettings } from '../sampling/sampler';
import type { Prompt } from '../template/prompt';
import { createElements, type Elements, setElement } from '../tokens/elements';
import type { Layout } from '../tokens/place';
import type { Decoder } from './decoder';

/** One sequence that is drawn. */
export type Candidate = {
  readonly random: RandomStream;
  /** Its guidance streams, from the least to the most conditioned, as many for every candidate. */
  readonly streams: readonly Prompt[];
  /** Candidates with the same object share their memory; one that remembers what was seen needs its own. */
  readonly sampling: SamplerSettings;
};

export type Generation = {
  /** The courses of one candidate's streams have one length. A prompt that several share is read once. */
  readonly candidates: readonly Candidate[];
  /** What may be drawn first, and so on from there. */
  readonly grammar: GrammarState;
  /** What an ended candidate goes on reading while others still draw. */
  readonly pad: number;
  readonly layout: Layout;
  readonly signal: AbortSignal;
  /** Receives, for each candidate, the entropy in nats of what its token was drawn from, before each round is given out. */
  readonly entropies?: Float64Array | undefined;
  /** Receives how likely its token was among those allowed, in its most conditioned stream. */
  readonly probabilities?: Float64Array | undefined;
};

/** Stands in for the token of a candidate that has ended. */
export const ended = -1;

/** Rows that a decoder needs for this: those of one candidate lie together, in the order of the streams. */
export function rowCount(candidates: readonly Pick<Candidate, 'streams'>[]): number {
  return candidates.length * streamCount(candidates);
}

/**
 * Draws token after token for all candidates at once. Yields the tokens of each round, one per candidate in memory that is
 * reused, and {@link ended} from a candidate's last token on. Throws the signal's reason within one token of its abort.
 */
export async function* generate(decoder: Decoder, generation: Generation): AsyncGenerator<Int32Array, void, undefined> {
  const { candidates, signal } = generation;
  const elements = createElements(rowCount(candidates));
  const length = Math.max(0, ...candidates.map(courseLength));
  const round = new Round(decoder, generation);
  await readPrompts(decoder, generation);
  for (let index = 0; index < length; index++) {
    signal.throwIfAborted();
    round.draw(index);
    if (round.isOver) return;
    yield round.drawn;
    if (index + 1 === length) return;
    signal.throwIfAborted();
    writeRound(elements, index, round.drawn, generation);
    await decoder.step(elements);
  }
}

function streamCount(candidates: readonly Pick<Candidate, 'streams'>[]): number {
  return candidates[0]?.streams.length ?? 0;
}

function courseLength({ streams }: Candidate): number {
  return streams[0]?.course.length ?? 0;
}

/** Every prompt is read once and copied to the other rows that start with it. */
async function readPrompts(decoder: Decoder, { candidates, signal }: Generation): Promise<void> {
  const rows = new Map<Prompt, number>();
  for (const [row, prompt] of candidates.flatMap(({ streams }) => streams).entries()) {
    signal.throwIfAborted();
    const first = rows.get(prompt);
    if (first === undefined) {
      rows.set(prompt, row);
      await decoder.prefill(row, prompt.elements, signal);
    } else {
      decoder.fork(first, row);
    }
  }
}

/** The tokens just drawn become the next elements of all rows. */
function writeRound(
  elements: Elements,
  index: number,
  drawn: Int32Array,
  { candidates, pad, layout }: Generation,
): void {
  let row = 0;
  for (const [candidate, { streams }] of candidates.entries()) {
    const token = drawn[candidate] ?? ended;
    for (const { course } of streams) {
      setElement(elements, row++, token === ended ? pad : token, course.place(index), course.place(index + 1), layout);
    }
  }
}

/** Draws one token for each candidate, in memory of its own. */
class Round {
  readonly drawn: Int32Array;
  readonly #decoder: Decoder;
  readonly #generation: Generation;
  readonly #states: (GrammarState | undefined)[];
  readonly #offsets: Int32Array;
  /** By settings and allowed ids: a grammar has few different choices. */
  readonly #samplers = new Map<SamplerSettings, Map<Int32Array, Sampler>>();

  constructor(decoder: Decoder, generation: Generation) {
    const { candidates, grammar } = generation;
    this.#decoder = decoder;
    this.#generation = generation;
    this.drawn = new Int32Array(candidates.length);
    this.#states = candidates.map(() => grammar);
    this.#offsets = new Int32Array(streamCount(candidates));
  }

  get isOver(): boolean {
    return this.drawn.every((token) => token === ended);
  }

  /** The tokens at `index` of the courses; a candidate with a shorter one has ended then. */
  draw(index: number): void {
    const { candidates } = this.#generation;
    for (const [number, candidate] of candidates.entries()) {
      const state = index < courseLength(candidate) ? this.#states[number] : undefined;
      this.drawn[number] = state === undefined ? ended : this.#drawFor(number, candidate, state);
    }
  }

  #drawFor(number: number, { random, sampling }: Candidate, state: GrammarState): number {
    const { entropies, probabilities } = this.#generation;
    const { logits } = this.#decoder;
    const sampler = this.#samplerFor(sampling, state.allowed);
    const offsets = this.#offsetsOf(number);
    const token = sampler.sample(logits, offsets, random);
    if (entropies !== undefined) entropies[number] = sampler.entropy;
    if (probabilities !== undefined)
      probabilities[number] = probabilityOf(logits, offsets.at(-1) ?? 0, state.allowed, token);
    const next = state.after(token);
    this.#states[number] = next;
    return next === undefined ? ended : token;
  }

  #offsetsOf(candidate: number): Int32Array {
    const count = this.#offsets.length;
    for (let stream = 0; stream < count; stream++) {
      this.#offsets[stream] = (candidate * count + stream) * this.#decoder.vocabularySize;
    }
    return this.#offsets;
  }

  #samplerFor(settings: SamplerSettings, allowed: Int32Array): Sampler {
    const own = this.#samplers.get(settings) ?? new Map<Int32Array, Sampler>();
    const known = own.get(allowed);
    if (known !== undefined) return known;
    const sampler = new Sampler(allowed, settings);
    this.#samplers.set(settings, own.set(allowed, sampler));
    return sampler;
  }
}
