import { expect, test } from 'vitest';
import { resample } from '../../../../main/core/pixels/resample';

const width = 5;
const height = 4;
const data = Uint8Array.from({ length: width * height }, (_, index) => {
  const [x, y] = [index % width, Math.floor(index / width)];
  return (37 * y + 53 * x) % 256;
});

/** What Pillow 12 gives for the same picture with its bicubic filter. */
const larger = [
  [0, 16, 54, 87, 121, 154, 192, 214],
  [13, 33, 71, 104, 138, 171, 218, 247],
  [39, 61, 99, 132, 168, 203, 220, 226],
  [64, 86, 124, 156, 202, 245, 132, 41],
  [92, 114, 152, 195, 186, 125, 65, 31],
  [109, 131, 170, 223, 161, 6, 31, 75],
];
const mixed = [
  [16, 103, 190],
  [23, 110, 198],
  [39, 125, 223],
  [58, 145, 227],
  [74, 171, 181],
  [91, 189, 124],
  [113, 183, 80],
  [133, 167, 48],
  [142, 160, 33],
];

test.each([larger, mixed])('is what Pillow makes of it %#', (...rows) => {
  const size = { width: rows[0]?.length ?? 0, height: rows.length };
  const found = resample({ data, width, height, channels: 1 }, size);
  rows.flat().forEach((value, index) => {
    expect(Math.abs((found[index] ?? 0) - value)).toBeLessThanOrEqual(1);
  });
});

test('what is the same in a mirror stays so: nothing moves', () => {
  const edge = Uint8Array.of(0, 0, 255, 255, 0, 0);
  const row = resample({ data: edge, width: 6, height: 1, channels: 1 }, { width: 15, height: 1 });
  expect([...row]).toEqual([...row].reverse());
});

test('a part may begin within a pixel', () => {
  const step = Uint8Array.of(0, 0, 0, 200, 200, 200, 200, 200);
  const pixels = { data: step, width: 8, height: 1, channels: 1 };
  const at = (left: number) =>
    [...resample(pixels, { width: 8, height: 1 }, { left, top: 0, width: 4, height: 1 })].filter((v) => v < 100).length;
  expect([at(0), at(0.5), at(1), at(1.5)]).toEqual([6, 5, 4, 3]);
});

test('of a part nothing beside it is seen, channel by channel', () => {
  const colours = Uint8Array.from({ length: 3 * width * height }, (_, index) => (index % 3 === 1 ? 200 : 10));
  colours.fill(255, 0, 3 * width);
  const box = { left: 1, top: 1, width: 2, height: 2 };
  const part = resample({ data: colours, width, height, channels: 3 }, { width: 7, height: 3 }, box);
  expect(part).toHaveLength(3 * 7 * 3);
  part.forEach((value, index) => {
    expect(value).toBe(index % 3 === 1 ? 200 : 10);
  });
});
