import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finishedRows } from '../../../main/core/geometry/grid';
import { nextStrip } from '../../../main/core/geometry/strip';

const grid = { rows: 16, columns: 16 };

test.each([
  [0, 0],
  [15, 0],
  [16, 1],
  [255, 15],
  [256, 16],
])('%i tokens fill %i rows', (tokens, rows) => {
  expect(finishedRows(grid, tokens)).toBe(rows);
});

test('the first strip starts at the top', () => {
  expect(nextStrip(grid, 0, 1, 2)).toEqual({ from: 0, to: 1, paintFrom: 0 });
});

test('a later strip repaints the rows that lacked their neighbours', () => {
  expect(nextStrip(grid, 8, 10, 2)).toEqual({ from: 4, to: 10, paintFrom: 6 });
});

test('strips paint every row at last with all its context', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(steps, fc.nat(8), (sizes, context) => {
      /** For each row the strip that it was painted in last. */
      const seen = new Map<number, { from: number; to: number }>();
      let painted = 0;
      for (const size of sizes) {
        const finished = Math.min(grid.rows, painted + size);
        const strip = nextStrip(grid, painted, finished, context);
        for (let row = strip.paintFrom; row < strip.to; row++) seen.set(row, strip);
        painted = finished;
      }
      for (let row = 0; row < painted; row++) {
        expect(seen.get(row)?.from).toBeLessThanOrEqual(Math.max(0, row - context));
        expect(seen.get(row)?.to).toBeGreaterThanOrEqual(Math.min(painted, row + context + 1));
      }
    }),
  );
});
