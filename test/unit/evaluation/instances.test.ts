import { describe, expect, test } from 'vitest';
import { type CellScores, instances } from '../../../main/evaluation/instances';
import { seenFrom } from '../../../main/evaluation/seen';

const grid = { rows: 6, columns: 8 };
const cells = grid.rows * grid.columns;

type Patch = { kind: number; colour: number; x0: number; y0: number; x1: number; y1: number };

/** The scores of a judge that is sure: 3 kinds (0 is none), 2 colours; each patch is joined within itself. */
function scoresOf(...patches: Patch[]): CellScores {
  const kinds = new Float32Array(3 * cells).fill(1, 0, cells);
  const colours = new Float32Array(2 * cells);
  const joined = new Float32Array(2 * cells).fill(-1);
  for (const { kind, colour, x0, y0, x1, y1 } of patches) {
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const cell = y * grid.columns + x;
        kinds[kind * cells + cell] = 2;
        colours[colour * cells + cell] = 1;
        if (x > x0) joined[cell] = 1;
        if (y > y0) joined[cells + cell] = 1;
      }
    }
  }
  return { kinds, colours, joined };
}

const ball: Patch = { kind: 1, colour: 0, x0: 0, y0: 1, x1: 3, y1: 4 };
const boxOf = ({ x0, y0, x1, y1 }: Patch) => ({ x0, y0, x1, y1 });

describe('things from cells', () => {
  test('an empty picture has none', () => {
    expect(instances(scoresOf(), grid)).toEqual([]);
  });

  test('a patch is a thing with its box', () => {
    expect(instances(scoresOf(ball), grid)).toEqual([{ kind: 1, colour: 0, box: boxOf(ball) }]);
  });

  test('alike things side by side are two, for their cells are not joined', () => {
    const other = { ...ball, x0: 3, x1: 6 };
    expect(instances(scoresOf(ball, other), grid).map(({ box }) => box)).toEqual([boxOf(ball), boxOf(other)]);
  });

  test('joined cells of two kinds are two things', () => {
    const scores = scoresOf(ball, { ...ball, kind: 2, x0: 3, x1: 6 });
    scores.joined.fill(1);
    expect(instances(scores, grid).map(({ kind }) => kind)).toEqual([1, 2]);
  });

  test('a row does not go on in the next one', () => {
    const right = { ...ball, x0: 6, x1: 8, y0: 0, y1: 3 };
    const left = { ...ball, x0: 0, x1: 2, y0: 1, y1: 4 };
    const scores = scoresOf(right, left);
    scores.joined.fill(1, 0, cells);
    expect(instances(scores, grid)).toHaveLength(2);
  });

  test('fewer than four cells are no thing', () => {
    expect(instances(scoresOf({ ...ball, y1: 2 }), grid)).toEqual([]);
    expect(instances(scoresOf({ ...ball, x1: 2, y1: 3 }), grid)).toHaveLength(1);
  });

  test('a stray cell widens no box', () => {
    const stray = { ...ball, x0: 3, x1: 4, y0: 2, y1: 3 };
    const scores = scoresOf(ball, stray);
    scores.joined.fill(1);
    expect(instances(scores, grid)).toEqual([{ kind: 1, colour: 0, box: boxOf(ball) }]);
  });

  test('a thing has the colour that most of its cells speak for', () => {
    const scores = scoresOf(ball);
    scores.colours[cells + grid.columns] = 3;
    expect(instances(scores, grid)[0]?.colour).toBe(0);
    scores.colours[cells + grid.columns] = 20;
    expect(instances(scores, grid)[0]?.colour).toBe(1);
  });
});

test('scores become words, boxes parts of the sides', () => {
  const description = {
    ...{ format: 1 as const, pixels: 96, grid: [grid.rows, grid.columns] as [number, number] },
    ...{ kinds: ['none', 'ball', 'cat'], colours: ['red', 'blue'], attributes: { time: ['day', 'night'] } },
    accuracy: { scenes: 1, rendered: {}, softened: {} },
  };
  const time = Float32Array.of(-1, 3);
  const cat = { kind: 2, colour: 1, x0: 4, y0: 3, x1: 8, y1: 6 };
  expect(seenFrom({ ...scoresOf(cat), time }, description)).toEqual({
    things: [{ kind: 'cat', colour: 'blue', box: { x0: 0.5, y0: 0.5, x1: 1, y1: 1 } }],
    background: { time: 'night' },
    cells: Array.from({ length: cells }, (_, cell) => {
      const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
      return column >= cat.x0 && row >= cat.y0 && row < cat.y1 ? 'cat' : 'none';
    }),
  });
});
