/** Pixels from one tile to the next, both ways. */
export const tilePitch = 152;
/** Rows that are drawn above and below what is seen, so that scrolling shows no gaps. */
const spareRows = 3;

/** Which tiles of a grid are drawn, and where they begin. */
export interface GridWindow {
  readonly columns: number;
  /** Height of the whole grid in pixels. */
  readonly height: number;
  /** Half-open range of the places that are drawn. */
  readonly first: number;
  readonly end: number;
  /** Where the row of the first one is, in pixels from the top of the grid. */
  readonly top: number;
}

/** All sizes in pixels; `scrolled` is how much of the grid is above what is seen. */
export function gridWindow(count: number, width: number, height: number, scrolled: number): GridWindow {
  const columns = Math.max(1, Math.floor(width / tilePitch));
  const rows = Math.ceil(count / columns);
  const firstRow = Math.min(rows, Math.max(0, Math.floor(scrolled / tilePitch) - spareRows));
  const endRow = Math.min(rows, Math.ceil((scrolled + height) / tilePitch) + spareRows);
  return {
    columns,
    height: rows * tilePitch,
    first: firstRow * columns,
    end: Math.min(count, endRow * columns),
    top: firstRow * tilePitch,
  };
}
