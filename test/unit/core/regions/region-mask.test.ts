import { describe, expect, test } from 'vitest';
import { findMask } from '../../../../main/core/regions/find-mask';
import { withoutSpecks } from '../../../../main/core/regions/specks';
import { boxMean, followEdges, type Plane, resized, shareOf } from '../../../../main/core/regions/region-mask';

const plane = (width: number, height: number, at: (x: number, y: number) => number): Plane => ({
  data: Float32Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width))),
  width,
  height,
});

test('a filter shows nowhere where a region is unlikely, wholly where it is likely, and more and more between', () => {
  expect([-0.5, 0, 0.3].map(shareOf)).toEqual([0, 0, 0]);
  expect([0.75, 1, 1.4].map(shareOf)).toEqual([1, 1, 1]);
  const between = [0.35, 0.45, 0.55, 0.65].map(shareOf);
  expect(between).toEqual(between.toSorted((one, other) => one - other));
});

test('the mean around a place is that of all places there', () => {
  const numbers = plane(7, 5, (x, y) => x * x + 3 * y);
  const found = boxMean(numbers, 2);
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 7; x++) {
      const around: number[] = [];
      for (let v = Math.max(0, y - 2); v <= Math.min(4, y + 2); v++)
        for (let u = Math.max(0, x - 2); u <= Math.min(6, x + 2); u++) around.push(u * u + 3 * v);
      expect(found.data[y * 7 + x]).toBeCloseTo(around.reduce((sum, value) => sum + value, 0) / around.length, 4);
    }
  }
});

test('a plane in another size keeps what is flat and what rises evenly', () => {
  const even = resized(
    plane(4, 4, (x) => x),
    8,
    2,
  );
  expect([...even.data.subarray(0, 8)]).toEqual([0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3]);
  expect(
    new Set(
      resized(
        plane(3, 5, () => 0.7),
        9,
        2,
      ).data,
    ),
  ).toEqual(new Set([Math.fround(0.7)]));
});

describe('a coarse mask', () => {
  // Bright above row 20, dark below; the mask believes the border to be at row 24.
  const guide = plane(40, 40, (_, y) => (y < 20 ? 0.9 : 0.2));
  const mask = plane(40, 40, (_, y) => (y < 24 ? 1 : 0));

  test('follows the edge of the picture beside it', () => {
    const { slope, base } = followEdges(guide, mask, 8, 1e-3);
    const at = (y: number) =>
      (slope.data[y * 40 + 20] ?? 0) * (guide.data[y * 40 + 20] ?? 0) + (base.data[y * 40 + 20] ?? 0);
    expect(shareOf(at(18))).toBeGreaterThan(0.9);
    expect(shareOf(at(22))).toBeLessThan(0.5);
    expect([shareOf(at(2)), shareOf(at(37))]).toEqual([1, 0]);
  });

  test('stays as it is where the picture is flat', () => {
    const { slope, base } = followEdges(
      plane(40, 40, () => 0.5),
      mask,
      4,
      1e-3,
    );
    expect((slope.data[0] ?? 1) * 0.5 + (base.data[0] ?? 0)).toBeCloseTo(1, 4);
    expect((slope.data[39 * 40] ?? 1) * 0.5 + (base.data[39 * 40] ?? 0)).toBeCloseTo(0, 4);
  });
});

describe('specks', () => {
  const picture = (rows: readonly string[]) =>
    plane(rows[0]?.length ?? 0, rows.length, (x, y) => Number(rows[y]?.[x] ?? 0) / 10);
  const found = (rows: readonly string[]) => {
    const { data, width } = withoutSpecks(picture(rows));
    return rows.map((_, y) =>
      Array.from(data.subarray(y * width, (y + 1) * width), (value) => Math.round(10 * value)).join(''),
    );
  };

  test('are left out: what is small beside the largest piece, and what is nowhere sure', () => {
    expect(found(['999900', '999009', '000000', '077700', '000000', '000099'])).toEqual([
      ...['999900', '999000', '000000', '000000', '000000', '000099'],
    ]);
  });

  test('hang together across and down only, and not round the edge of the picture', () => {
    expect(found(['990009', '990090', '990900', '999000', '999000', '999000'])).toEqual([
      ...['990000', '990000', '990000', '999000', '999000', '999000'],
    ]);
  });

  test('of nothing there are none', () => {
    expect(found(['000', '020'])).toEqual(['000', '020']);
  });
});

describe('the look of a region', () => {
  const pixels = {
    data: new Float32Array(3 * 64 * 32).map((_, index) => (index % (64 * 32) < 64 * 16 ? 0.8 : 0.1)),
    width: 64,
    height: 32,
  };

  test('is its mean brightness, and where it begins and ends', () => {
    const { look } =
      findMask(
        pixels,
        plane(16, 8, (_, y) => (y < 4 ? 1 : 0)),
      ) ?? {};
    expect(look?.light).toBeCloseTo(204, -1);
    expect(look?.top).toBeLessThan(0.06);
    expect(look?.bottom).toBeCloseTo(0.5, 1);
  });

  test('is nothing where there is no such region', () => {
    expect(
      findMask(
        pixels,
        plane(16, 8, () => 0.2),
      ),
    ).toBeUndefined();
    expect(
      findMask(
        pixels,
        plane(16, 8, (x, y) => (x + y === 0 ? 0.4 : 0)),
      ),
    ).toBeUndefined();
  });
});
