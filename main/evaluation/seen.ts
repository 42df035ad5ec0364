import type { Rectangle } from '../../preload/contract';
import { instances, kindsOfCells } from './instances';
import type { JudgeDescription } from './judge-description';

export type SeenThing = { readonly kind: string; readonly colour: string; readonly box: Rectangle };

/** What the judge says that a picture shows. */
export type Seen = {
  readonly things: readonly SeenThing[];
  /** Ground, time, weather, sky and relief. */
  readonly background: Readonly<Record<string, string>>;
  /** The kind of thing in each cell, in reading order; the first of the judge's kinds stands for none. */
  readonly cells: readonly string[];
};

/** Scores of the judge's graph for one picture, by name. */
export type Scores = Readonly<Record<string, Float32Array>>;

export const cellScores = ['kinds', 'colours', 'joined'] as const;

/** From scores to words. */
export function seenFrom(scores: Scores, { kinds, colours, attributes, grid }: JudgeDescription): Seen {
  const [rows, columns] = grid;
  const none = new Float32Array(0);
  const { kinds: kindScores = none, colours: colourScores = none, joined = none } = scores;
  const shown = kindsOfCells(kindScores, rows * columns);
  const found = instances({ kinds: kindScores, colours: colourScores, joined }, { rows, columns }, shown);
  const things = found.map(({ kind, colour, box: { x0, y0, x1, y1 } }) => ({
    kind: kinds[kind] ?? '',
    colour: colours[colour] ?? '',
    box: { x0: x0 / columns, y0: y0 / rows, x1: x1 / columns, y1: y1 / rows },
  }));
  const background = Object.entries(attributes).map(([name, values]) => [name, highest(values, scores[name] ?? none)]);
  const cells = shown.map((kind) => kinds[kind] ?? '');
  return { things, cells, background: Object.fromEntries(background) as Record<string, string> };
}

function highest(values: readonly string[], scores: Float32Array): string {
  return values[scores.indexOf(Math.max(...scores))] ?? '';
}
