import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, doubtfulPlace, mostDoubtful } from '../../../../renderer/editor/doubt';

const grid = [4, 5] as const;
const area = { x: 100, y: 50, width: 50, height: 40 };

describe('the place of which the model was unsure', () => {
  it('is what hangs together around a cell and is about as unsure, with one cell around it', () => {
    const doubt = new Map(Array.from({ length: 20 }, (_, cell) => [cell, [6, 7].includes(cell) ? 2 : 0.1]));
    expect(doubtfulPlace(doubt, 6, grid)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]);
  });

  it('keeps to the cells that were drawn', () => {
    expect(doubtfulPlace(new Map([6, 7].map((cell) => [cell, 2])), 7, grid)).toEqual([6, 7]);
    expect(doubtfulPlace(new Map([[6, 2]]), 0, grid)).toEqual([]);
  });

  it('is never more than a part of the grid, rises, and holds the cell that was asked for', () => {
    const cells = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 256, maxLength: 256 });
    fc.assert(
      fc.property(cells, fc.nat(255), (nats, start) => {
        const place = doubtfulPlace(new Map(nats.entries()), start, [16, 16]);
        expect(place).toContain(start);
        expect(place).toEqual([...new Set(place)].sort((one, other) => one - other));
        // At most a twelfth of the grid, and the cells around those.
        expect(place.length).toBeLessThanOrEqual(9 * 21);
        expect(Math.min(...place)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...place)).toBeLessThan(256);
      }),
    );
  });

  it('does not reach over the edge of a row', () => {
    const doubt = new Map(Array.from({ length: 20 }, (_, cell) => [cell, cell === 4 ? 3 : 0]));
    expect(doubtfulPlace(doubt, 4, grid)).toEqual([3, 4, 8, 9]);
  });

  it('does not grow where the model was sure', () => {
    const doubt = new Map(Array.from({ length: 256 }, (_, cell) => [cell, cell === 255 ? 3 : 0.01]));
    expect(doubtfulPlace(doubt, 17, [16, 16])).toEqual([0, 1, 2, 16, 17, 18, 32, 33, 34]);
  });
});

it('a point lies in a cell of the area, or in none', () => {
  expect(cellAt({ x: 100, y: 50 }, area, grid)).toBe(0);
  expect(cellAt({ x: 149.9, y: 89.9 }, area, grid)).toBe(19);
  expect(cellAt({ x: 121, y: 61 }, area, grid)).toBe(7);
  for (const [x, y] of [
    [99, 60],
    [150, 60],
    [120, 49],
    [120, 90],
  ] as const)
    expect(cellAt({ x, y }, area, grid)).toBeUndefined();
});

it('the least sure cell is found', () => {
  expect(
    mostDoubtful(
      new Map([
        [3, 0.5],
        [9, 2],
        [12, 1],
      ]),
    ),
  ).toBe(9);
  expect(mostDoubtful(new Map())).toBeUndefined();
});
