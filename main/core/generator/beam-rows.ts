import type { Prompt } from '../template/prompt';
import { type Elements, setElement } from '../tokens/elements';
import type { Layout } from '../tokens/place';
import type { Beam, Continuation } from './beam-expansion';
import type { Decoder } from './decoder';
import { planRows } from './plan-rows';

/** How beams lie in a decoder: those of one beam together, one row for each guidance stream, in the streams' order. */
export type BeamRows = {
  /** The guidance streams, from the least to the most conditioned; their courses have one length. */
  readonly streams: readonly Prompt[];
  readonly beams: number;
  /** What rows without a beam read while others go on. */
  readonly pad: number;
  readonly layout: Layout;
};

/** Rows that a decoder needs for this. */
export function beamRowCount({ streams, beams }: Pick<BeamRows, 'streams' | 'beams'>): number {
  return streams.length * beams;
}

/** Reads the prompts into the rows of beam 0. */
export async function readBeamPrompts(
  decoder: Decoder,
  streams: readonly Prompt[],
  signal: AbortSignal,
): Promise<void> {
  for (const [stream, { elements }] of streams.entries()) {
    signal.throwIfAborted();
    await decoder.prefill(stream, elements, signal);
  }
}

/** Brings the past of every open continuation into the rows it will be written on. */
export function moveBeams(decoder: Decoder, open: readonly Continuation[], { streams, beams }: BeamRows): Beam[] {
  const plan = planRows(
    open.map(({ beam }) => beam.row),
    beams,
  );
  for (const { from, to } of plan.forks) {
    for (const stream of streams.keys()) decoder.fork(from * streams.length + stream, to * streams.length + stream);
  }
  return open.flatMap(({ beam, token, next, logProbability }, index) => {
    const row = plan.rows[index];
    return next === undefined || row === undefined
      ? []
      : [{ row, state: next, tokens: [...beam.tokens, token], logProbability }];
  });
}

/** The beams' last tokens, drawn at `index` of the course, become the next elements of their rows. */
export function writeBeams(
  elements: Elements,
  index: number,
  beams: readonly Beam[],
  { streams, pad, layout }: BeamRows,
): void {
  const written = new Map(beams.map(({ row, tokens }) => [row, tokens.at(-1) ?? pad]));
  for (let row = 0; row < elements.count; row++) {
    const course = streams[row % streams.length]?.course;
    if (course === undefined) continue;
    const token = written.get(Math.floor(row / streams.length)) ?? pad;
    setElement(elements, row, token, course.place(index), course.place(index + 1), layout);
  }
}
