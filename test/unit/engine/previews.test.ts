import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Previews } from '../../../main/engine/tasks/previews';
import type { PreviewPicture } from '../../../main/engine/tasks/task';
import { tinyManifest } from '../../support/temporary-pack';

const grid = { rows: 4, columns: 4 };
const manifest = await tinyManifest();
const pack = {
  grid,
  manifest: { ...manifest, image: { ...manifest.image, outputPixels: 16, stripContext: 1 } },
  decodeRows: async (codes: Int32Array) => {
    const height = 4 * (codes.length / grid.columns);
    return { data: new Float32Array(3 * 16 * height), width: 16, height };
  },
};
const codes = [new Int32Array(16)];
/** Longer than the shortest time between two previews, in milliseconds. */
const interval = 90;
const never = new AbortController().signal;

/** A writer whose pictures are done when the test says so. */
function heldWriter() {
  const done: (() => void)[] = [];
  const write = () => new Promise<Uint8Array>((resolve) => done.push(() => resolve(Uint8Array.of(1))));
  return { write, done };
}

function shownRows(previews: readonly PreviewPicture[]): number[] {
  return previews.map(({ rows }) => rows);
}

test('drawing waits for the first row to be shown', async () => {
  const shown: PreviewPicture[] = [];
  const previews = new Previews(pack, 1, (preview) => shown.push(preview));
  await previews.update(codes, 4, never);
  expect(shownRows(shown)).toEqual([1]);
  expect(previews.firstShown).toBeGreaterThan(0);
});

test('later rows do not hold up the drawing, and none is begun while one is being written', async () => {
  const shown: PreviewPicture[] = [];
  const { write, done } = heldWriter();
  const previews = new Previews(pack, 1, (preview) => shown.push(preview), write);
  const first = previews.update(codes, 4, never);
  await turn();
  done.pop()?.();
  await first;
  await sleep(interval);
  await previews.update(codes, 8, never);
  expect(done).toHaveLength(1);
  await sleep(interval);
  await previews.update(codes, 12, never);
  expect(done).toHaveLength(1);
  done.pop()?.();
  await turn();
  expect(shownRows(shown)).toEqual([1, 2]);
});

test('what is still being written at the end is not shown', async () => {
  const shown: PreviewPicture[] = [];
  const { write, done } = heldWriter();
  const previews = new Previews(pack, 1, (preview) => shown.push(preview), write);
  const first = previews.update(codes, 4, never);
  await turn();
  previews.end();
  done.pop()?.();
  await first;
  expect(shown).toEqual([]);
});

test('a picture that cannot be written fails the drawing at the next row', async () => {
  const write = () => Promise.reject(new Error('disk full'));
  const previews = new Previews(pack, 1, () => undefined, write);
  await previews.update(codes, 4, never);
  await expect(previews.update(codes, 8, never)).rejects.toThrow('disk full');
});
