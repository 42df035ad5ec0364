/** The token grid of a picture: one cell per image token, read row by row from the top left. */
export type Grid = { readonly rows: number; readonly columns: number };

export function cellCount(grid: Grid): number {
  return grid.rows * grid.columns;
}

/** Rows that are complete when `tokens` cells have been drawn in reading order. */
export function finishedRows(grid: Grid, tokens: number): number {
  return Math.min(grid.rows, Math.floor(tokens / grid.columns));
}
