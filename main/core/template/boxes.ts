import type { LabelledBox, Rectangle } from '../../../preload/contract';
import type { Grid } from '../geometry/grid';
import type { Vocabulary } from '../tokens/vocabulary';
import { type Layout, type Place, placedText, textPlace } from '../tokens/place';
import type { Tokenizer } from './tokenizer';

/** A token and where it stands; `vector` is what a feature encoder gives there. */
export type Placed = Place & { readonly token: number; readonly vector?: Float32Array };

type BoxReader = {
  readonly tokenizer: Tokenizer;
  readonly vocabulary: Vocabulary;
  readonly layout: Layout;
  readonly grid: Grid;
};

type Cell = { readonly row: number; readonly column: number };

/**
 * Labelled boxes as a template's part says it (see `TemplatePart`); every token is a segment of its own.
 * Boxes that are `placed` stand where they lie, so that the cells of a picture find them there.
 */
export function placeBoxes(boxes: readonly LabelledBox[], placed: boolean, t: number, reader: BoxReader): Placed[] {
  const all: Placed[] = [];
  for (const box of boxes) {
    for (const { token, cell } of placedTokens(box, reader)) {
      const at = t + all.length;
      all.push({
        ...(placed ? placedText(reader.layout, at, cell.row, cell.column) : textPlace(reader.layout, at)),
        token,
      });
    }
  }
  return all;
}

/** The tokens of one thing: its label, then the four locations of its box. */
export function thingTokens(
  { label, box }: LabelledBox,
  { tokenizer, vocabulary }: Pick<BoxReader, 'tokenizer' | 'vocabulary'>,
): readonly number[] {
  return [...tokenizer.encodeText(` ${label}`), ...vocabulary.boxTokens(box)];
}

function placedTokens(thing: LabelledBox, reader: BoxReader) {
  const { first, last, centre } = cellsOf(thing.box, reader.grid);
  const tokens = thingTokens(thing, reader);
  const corners = [first, first, last, last];
  return tokens.map((token, index) => ({ token, cell: corners[index - tokens.length + 4] ?? centre }));
}

/** Its corner cells and its centre, in cells; between two cells where it lies between them. */
function cellsOf({ x0, y0, x1, y1 }: Rectangle, { rows, columns }: Grid): Record<'first' | 'last' | 'centre', Cell> {
  const first = { row: y0 * rows, column: x0 * columns };
  const last = { row: y1 * rows - 1, column: x1 * columns - 1 };
  return { first, last, centre: { row: (first.row + last.row) / 2, column: (first.column + last.column) / 2 } };
}
