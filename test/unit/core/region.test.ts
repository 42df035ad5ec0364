import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blendMask } from '../../../main/core/geometry/blend-mask';
import { allCells, boxCells, changedCells, markedCells } from '../../../main/core/geometry/region';

const grid = { rows: 16, columns: 16 };
const reader = { grid, locations: 64 };
const boat = { label: 'red boat', box: { x0: 4 / 16, y0: 8 / 16, x1: 9 / 16, y1: 14 / 16 } };
const plan = { things: [boat], background: 'on the sea' };

/** All cells of the rows and columns from the first to before the last. */
function block(top: number, bottom: number, left: number, right: number): number[] {
  return allCells(grid).filter((cell) => {
    const [row, column] = [Math.floor(cell / 16), cell % 16];
    return row >= top && row < bottom && column >= left && column < right;
  });
}

describe('the cells of boxes', () => {
  test('are those that a box touches and those around it', () => {
    expect(boxCells([boat.box], 0, reader)).toEqual(block(8, 14, 4, 9));
    expect(boxCells([boat.box], 1, reader)).toEqual(block(7, 15, 3, 10));
    expect(boxCells([{ x0: 0.1, y0: 0.1, x1: 0.2, y1: 0.2 }], 0, reader)).toEqual(block(1, 4, 1, 4));
  });

  test('end at the picture', () => {
    expect(boxCells([{ x0: 0, y0: 0, x1: 1 / 16, y1: 1 }], 1, reader)).toEqual(block(0, 16, 0, 2));
  });

  test('are the same for a box on the grid after it was written down as locations', () => {
    const side = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 16 })).filter(([a, b]) => a < b);
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 2 }), ([x0, x1], [y0, y1], margin) => {
        const exact = { x0: x0 / 16, y0: y0 / 16, x1: x1 / 16, y1: y1 / 16 };
        const written = Object.fromEntries(
          Object.entries(exact).map(([name, value]) => [name, Math.round(value * 63) / 63]),
        ) as typeof exact;
        expect(boxCells([written], margin, reader)).toEqual(boxCells([exact], margin, reader));
      }),
    );
  });
});

describe('what is drawn anew', () => {
  test('is where a thing changes its name, goes or comes', () => {
    expect(changedCells(plan, { ...plan, things: [{ ...boat, label: 'blue boat' }] }, reader)).toEqual(
      block(7, 15, 3, 10),
    );
    expect(changedCells(plan, { ...plan, things: [] }, reader)).toEqual(block(7, 15, 3, 10));
    expect(changedCells({ ...plan, things: [] }, plan, reader)).toEqual(block(7, 15, 3, 10));
  });

  test('is where a thing was and where it goes', () => {
    const moved = { ...boat, box: { x0: 0.75, y0: 0, x1: 1, y1: 0.25 } };
    const both = [...block(0, 5, 11, 16), ...block(7, 15, 3, 10)];
    expect(changedCells(plan, { ...plan, things: [moved] }, reader)).toEqual(both);
  });

  test('is nothing between equal plans, whatever the order of things, and everything for another background', () => {
    const tree = { label: 'tree', box: { x0: 0, y0: 0, x1: 0.5, y1: 0.5 } };
    const [one, other] = [
      { ...plan, things: [boat, tree] },
      { ...plan, things: [tree, boat] },
    ];
    expect(changedCells(one, other, reader)).toEqual([]);
    expect(changedCells(plan, { ...plan, background: 'in the snow' }, reader)).toEqual(allCells(grid));
  });
});

test('a cell is marked when a twentieth of it is', () => {
  const marks = new Uint8Array(32 * 32);
  marks[0] = 255;
  marks.fill(255, 32 * 31, 32 * 31 + 4);
  marks[16] = 127;
  expect(markedCells(marks, 32, grid)).toEqual([0, 240, 241]);
  expect(markedCells(Uint8Array.of(255), 1, { rows: 1, columns: 1 })).toEqual([0]);
});

describe('the passage from old to new', () => {
  const mask = blendMask(block(0, 8, 4, 12), grid, 64, 4);
  const at = (x: number, y: number) => mask[y * 64 + x];

  test('is nothing outside of the cells and everything inside', () => {
    expect([at(15, 10), at(48, 10), at(30, 32), at(0, 63)]).toEqual([0, 0, 0, 0]);
    expect(at(30, 10)).toBe(1);
  });

  test('rises from the edge, but not from that of the picture', () => {
    expect([16, 17, 18, 19, 20].map((x) => at(x, 10))).toEqual([0.25, 0.5, 0.75, 1, 1]);
    expect([31, 30, 29, 28].map((y) => at(30, y))).toEqual([0.25, 0.5, 0.75, 1]);
    expect(at(30, 0)).toBe(1);
  });

  test('is the whole new picture where all cells are new', () => {
    expect(new Set(blendMask(allCells(grid), grid, 64, 6))).toEqual(new Set([1]));
  });
});
