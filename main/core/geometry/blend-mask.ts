import type { Grid } from './grid';

/**
 * How much of the new picture shows in each pixel of a square of `side` x `side`: 0 outside of the cells, rising to 1 within
 * `ramp` pixels inside, so that no seam shows and nothing outside changes. The picture's own edges are no seam.
 */
export function blendMask(cells: readonly number[], grid: Grid, side: number, ramp: number): Float32Array {
  const depth = new Float32Array(side * side);
  const inside = new Set(cells);
  for (let pixel = 0; pixel < depth.length; pixel++) {
    const row = Math.floor((Math.floor(pixel / side) * grid.rows) / side);
    const column = Math.floor(((pixel % side) * grid.columns) / side);
    depth[pixel] = inside.has(row * grid.columns + column) ? ramp : 0;
  }
  sweep(depth, side, 1);
  sweep(depth, side, -1);
  return depth.map((steps) => steps / ramp);
}

/** One pass of a chessboard distance transform: no pixel is more than one step deeper than those before it. */
function sweep(depth: Float32Array, side: number, step: 1 | -1): void {
  const last = depth.length - 1;
  for (let index = 0; index <= last; index++) {
    const pixel = step === 1 ? index : last - index;
    const column = pixel % side;
    for (const [across, down] of [
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
    ] as const) {
      const beside = column + step * across;
      const neighbour = pixel + step * (across + down * side);
      if (beside < 0 || beside >= side || neighbour < 0 || neighbour > last) continue;
      depth[pixel] = Math.min(depth[pixel] ?? 0, (depth[neighbour] ?? 0) + 1);
    }
  }
}
