import { describe, expect, test } from 'vitest';
import type { FigureName, Verdict } from '../../../main/evaluation/figures';
import { meanInterval, shareInterval } from '../../../main/evaluation/interval';
import { figureRows, worstScenes } from '../../../main/evaluation/report';
import { tableLines } from '../../../main/evaluation/table';

const verdict = (figure: FigureName, score: number, weight?: number): Verdict => ({
  ...{ figure, score, fact: `${figure} ${score}` },
  ...(weight === undefined ? {} : { weight }),
});
const result = (index: number, ...verdicts: Verdict[]) => ({ index, sentence: `sentence ${index}`, verdicts });

describe('intervals', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (right, count, low, high) => {
    const interval = shareInterval(right / count, count);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  test('of too little nothing is known', () => {
    expect(shareInterval(0, 0)).toEqual([0, 1]);
    expect(meanInterval([0.5])).toEqual([0, 1]);
  });

  test('a mean lies within 1.96 standard errors', () => {
    const [low, high] = meanInterval([0.4, 0.5, 0.6]);
    expect(low).toBeCloseTo(0.5 - (1.959964 * 0.1) / Math.sqrt(3), 10);
    expect(high).toBeCloseTo(0.5 + (1.959964 * 0.1) / Math.sqrt(3), 10);
  });
});

describe('the table', () => {
  test('facts are pooled over the scenes and held against the target', () => {
    const rows = figureRows([
      result(0, verdict('things', 1), verdict('things', 1), verdict('relief', 0)),
      result(1, verdict('things', 0), verdict('overlap', 0.5), verdict('overlap', 1)),
    ]);
    expect(rows.map(({ figure, of, value, met }) => [figure, of, value, met])).toEqual([
      ['things', 3, 2 / 3, false],
      ['relief', 1, 0, undefined],
      ['overlap', 2, 0.75, true],
    ]);
  });

  test('a single draw is told beside the best of several, and a refused sentence counts for both', () => {
    const single = (figure: FigureName, score: number): Verdict => ({ ...verdict(figure, score), single: true });
    const results = [
      result(0, verdict('things', 1), verdict('things', 1), single('things', 0), single('things', 1)),
      result(1, { ...verdict('things', 0), refused: true }),
      result(2, verdict('caption', 0.5, 2)),
    ];
    const rows = figureRows(results);
    expect(rows).toMatchObject([
      { figure: 'things', of: 3, value: 2 / 3, single: 1 / 3 },
      { figure: 'caption', value: 0.5 },
    ]);
    expect(rows[1]).not.toHaveProperty('single');
    expect(worstScenes(results, 9).map(({ index }) => index)).toEqual([1, 2]);
    const [heading, first] = tableLines(rows);
    expect(heading).toMatch(/single draw$/);
    expect(first).toMatch(/33\.3 %$/);
  });

  test('captions weigh as much as they state', () => {
    const [row] = figureRows([result(0, verdict('caption', 1, 6)), result(1, verdict('caption', 0.5, 2))]);
    expect(row).toMatchObject({ of: 8, value: 7 / 8 });
  });

  test('columns are aligned', () => {
    const rows = figureRows([result(0, verdict('things', 1), verdict('ground', 0))]);
    expect(tableLines(rows)).toEqual([
      'task  figure                             of    value     95 % interval  target',
      'text  ground                              1    0.0 %    0.0 % - 79.3 %  97.0 %  missed',
      'text  each named thing, with its colour   1  100.0 %  20.7 % - 100.0 %  90.0 %  met',
    ]);
  });
});

describe('the worst scenes', () => {
  test('come first, of equal ones the first, and those without a miss not at all', () => {
    const results = [
      result(0, verdict('things', 1), verdict('ground', 0)),
      result(1, verdict('things', 1)),
      result(2, verdict('things', 0), verdict('counts', 0)),
      result(3, verdict('things', 0), verdict('ground', 1)),
    ];
    expect(worstScenes(results, 3).map(({ index, share }) => [index, share])).toEqual([
      [2, 0],
      [0, 0.5],
      [3, 0.5],
    ]);
    expect(worstScenes(results, 1)[0]?.missed).toEqual(['things 0', 'counts 0']);
  });

  test('a measure between right and wrong is no miss', () => {
    expect(worstScenes([result(0, verdict('overlap', 0.6), verdict('placed', 1))], 10)).toEqual([]);
  });
});
