import type { Grid } from './grid';

/** Half-open ranges of token rows. */
export type Strip = {
  /** Rows to decode: the painted ones and those around them that influence them. */
  readonly from: number;
  readonly to: number;
  /** The first decoded row whose pixels are taken; all from here to `to` are. */
  readonly paintFrom: number;
};

/**
 * What to decode when `finished` rows are drawn and `painted` of them were painted before. A row looks as in the whole
 * picture only with `context` rows decoded on both sides, so the last rows painted before are painted once more.
 */
export function nextStrip(grid: Grid, painted: number, finished: number, context: number): Strip {
  const paintFrom = Math.max(0, painted - context);
  return { from: Math.max(0, paintFrom - context), to: Math.min(grid.rows, finished), paintFrom };
}
