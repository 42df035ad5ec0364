import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { WindowMemory } from '../../../main/electron/window-memory';
import { canBeGripped, placeOn } from '../../../main/electron/window-place';
import { temporaryFolder } from '../../support/temporary-pack';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };

test('the first window stands in the middle of the main screen', () => {
  expect(placeOn([main])).toEqual({ x: 280, y: 90, width: 1360, height: 860 });
});

test('a window comes back where it was', () => {
  const was = { x: 2000, y: 40, width: 900, height: 700 };
  expect(placeOn([main, second], was)).toEqual(was);
});

test('a window whose screen is gone comes to the main one, as large as it was', () => {
  expect(placeOn([main], { x: 2000, y: 40, width: 900, height: 700 })).toEqual({
    x: 510,
    y: 170,
    width: 900,
    height: 700,
  });
});

test('a window is never larger than its screen', () => {
  expect(placeOn([{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ x: 0, y: 0, width: 1024, height: 600 });
});

test('wherever it was, the strip with the title can be reached', () => {
  const side = fc.integer({ min: -10_000, max: 10_000 });
  const size = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(side, side, size, size, (x, y, width, height) => {
      const place = placeOn([main, second], { x, y, width, height });
      expect([main, second].some((area) => canBeGripped(area, place))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the place is remembered; of a maximised window the one that it goes back to', async () => {
  const file = join(await temporaryFolder(onTestFinished), 'state', 'window.json');
  const memory = new WindowMemory(file);
  expect(await memory.recall()).toBeUndefined();
  const bounds = { x: 1, y: 2, width: 800, height: 600 };
  memory.note({ getNormalBounds: () => bounds, isMaximized: () => true });
  await memory.settled();
  expect(await new WindowMemory(file).recall()).toEqual({ ...bounds, maximized: true });
  await writeFile(file, (await readFile(file)).subarray(0, 9));
  expect(await memory.recall()).toBeUndefined();
});
