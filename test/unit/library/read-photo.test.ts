import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { printBits, printDistance } from '../../../main/library/scan/print';
import { readPhoto, type SquareShape, squareFrom } from '../../../main/library/scan/read-photo';
import { FolderId } from '../../../preload/contract';

const folder = FolderId.parse('folder-0000000000000001');
const shape: SquareShape = { side: 64, fit: 'cover' };

/** Red grows to the right, green downwards; a blue disc in the middle. */
async function photo(width: number, height: number, orientation = 1): Promise<Uint8Array> {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(x - width / 2, y - height / 2) < Math.min(width, height) / 5;
      data.set([(255 * x) / width, (255 * y) / height, inside ? 255 : 0], 3 * (y * width + x));
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 95 })
    .toBuffer();
}

async function read(bytes: Uint8Array, wanted: SquareShape | undefined = shape) {
  const found = { path: '/photos/one.jpg', bytes: bytes.length, modified: 0 };
  return readPhoto(found, { bytes, content: 'ab'.repeat(32), format: 'jpeg' }, folder, wanted);
}

/** The square as the picture library makes it of the whole photo. */
async function wholeSquare(bytes: Uint8Array, { side, fit }: SquareShape): Promise<Uint8Array> {
  const resized = sharp(bytes)
    .autoOrient()
    .resize(side, side, { fit: fit === 'cover' ? 'cover' : 'fill' });
  return resized.raw().toBuffer();
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}

describe('the square of a photo', () => {
  /** Width, height and orientation. */
  const shapes: readonly [number, number, number][] = [
    [640, 480, 1],
    [480, 641, 1],
    [640, 480, 6],
    [900, 300, 1],
    [300, 1200, 1],
    [50, 40, 1],
    [64, 64, 1],
  ];

  test.for(shapes)('of %i x %i, orientation %i, is its middle, upright', async ([width, height, orientation]) => {
    const bytes = await photo(width, height, orientation);
    for (const fit of ['cover', 'stretch'] as const) {
      const { square } = await read(bytes, { side: 64, fit });
      expect(square).toMatchObject({ side: 64 });
      expect(square?.rgb).toHaveLength(3 * 64 * 64);
      expect(meanDifference(square?.rgb ?? new Uint8Array(), await wholeSquare(bytes, { side: 64, fit }))).toBeLessThan(
        4,
      );
    }
  });

  test('is made for nobody who did not ask, and holds its own memory alone', async () => {
    const bytes = await photo(320, 240);
    const { square } = await read(bytes);
    expect(square?.rgb.byteLength).toBe(square?.rgb.buffer.byteLength);
    const alone = await readPhoto(
      { path: '/one.jpg', bytes: 1, modified: 0 },
      { bytes, content: 'ab', format: 'jpeg' },
      folder,
    );
    expect(alone.square).toBeUndefined();
  });

  test('of a part is that part', async () => {
    const bytes = await photo(800, 600);
    const right = await squareFrom(bytes, shape, { x0: 0.75, y0: 0, x1: 1, y1: 0.25 });
    const left = await squareFrom(bytes, shape, { x0: 0, y0: 0, x1: 0.25, y1: 0.25 });
    const red = ({ rgb }: { rgb: Uint8Array }) => rgb[0] ?? 0;
    expect(red(right)).toBeGreaterThan(red(left) + 150);
  });
});

describe('what the library keeps of a photo', () => {
  test('is a thumbnail no larger than it needs to be, as it is seen', async () => {
    const { thumbnail, photo: facts } = await read(await photo(640, 480, 6));
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 240, height: 320 });
    expect(facts).toMatchObject({ width: 480, height: 640 });
    const small = await read(await photo(50, 40));
    expect(await sharp(small.thumbnail).metadata()).toMatchObject({ width: 50, height: 40 });
  });

  test('is a print that is the same at another size and quality, and another one of another photo', async () => {
    const bytes = await photo(640, 480);
    const smaller = await sharp(bytes).resize(320, 240).jpeg({ quality: 60 }).toBuffer();
    const turned = await sharp(bytes).flop().jpeg().toBuffer();
    const [one, other, third] = await Promise.all(
      [bytes, smaller, turned].map(async (each) => printBits((await read(each)).photo.print)),
    );
    expect(printDistance(one, other)).toBeLessThanOrEqual(2);
    expect(printDistance(one, third)).toBeGreaterThan(20);
  });
});
