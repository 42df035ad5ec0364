import type { SamplingSettings } from '../../../preload/contract';
import { anyOf } from '../../core/grammar/grammar';
import { ended } from '../../core/generator/generate';
import { candidateStream } from '../../core/random/candidate-stream';
import { drawWithProgress } from './draw-tokens';
import { goOn, skip } from './resume';
import type { Streams } from './streams';
import type { TaskContext } from './task';

/** What one candidate starts from. */
export type Canvas = {
  /** Codes of all cells; those that are drawn are written into it. */
  readonly codes: Int32Array;
  /** The cells to draw, in this order. */
  readonly cells: readonly number[];
  /** Codes of the first of them, where they were drawn before. */
  readonly begun: readonly number[];
};

/** What was drawn of one candidate. */
export type Drawn = {
  /** Of all cells in reading order. */
  readonly codes: Int32Array;
  /** Entropy in nats of each drawn cell's code, rounded to hundredths; 0 for what was begun. */
  readonly uncertainty: readonly number[];
};

/** Shows how pictures grow. */
export interface Growth {
  /** `codes` of every candidate; `done` cells of each are drawn, of one with fewer all. */
  update(codes: readonly Int32Array[], done: number, signal: AbortSignal): Promise<void>;
  /** What is not shown yet is not shown any more. */
  end(): void;
}

export type CellDrawing = {
  readonly seed: number;
  readonly settings: SamplingSettings;
  readonly streams: Streams;
  /** One for each candidate of the streams. */
  readonly canvases: readonly Canvas[];
  readonly growth: Growth;
};

/** Draws the cells of all candidates, one of each at a time. */
export async function drawCells(drawing: CellDrawing, context: TaskContext): Promise<readonly Drawn[]> {
  const { seed, settings, canvases, growth } = drawing;
  const begun = canvases.map((own) => own.begun);
  const before = begun[0]?.length ?? 0;
  const drawn = canvases.map(startOn);
  const codes = drawn.map((own) => own.codes);
  const randoms = canvases.map((_, candidate) => skip(candidateStream(seed, candidate), before, settings));
  const entropies = new Float64Array(canvases.length);
  const streams = goOn(drawing.streams, begun, context.pack);
  const grammar = anyOf(context.pack.vocabulary.imageTokens());
  try {
    await drawWithProgress({ streams, settings, randoms, grammar, entropies }, context, async (tokens, more) => {
      const done = before + more;
      drawn.forEach((own, candidate) => own.take(tokens[candidate] ?? ended, done - 1, entropies[candidate] ?? 0));
      await growth.update(codes, done, context.signal);
    });
  } finally {
    growth.end();
  }
  return drawn;

  /** What was begun of a candidate, and what takes its tokens from there. */
  function startOn({ codes: all, cells, begun: known }: Canvas) {
    const uncertainty = known.map(() => 0);
    known.forEach((code, index) => (all[cells[index] ?? 0] = code));
    const take = (token: number, index: number, entropy: number) => {
      const cell = cells[index];
      if (token === ended || cell === undefined) return;
      all[cell] = context.pack.vocabulary.imageCode(token);
      uncertainty.push(Math.round(entropy * 100) / 100);
    };
    return { codes: all, uncertainty, take };
  }
}
