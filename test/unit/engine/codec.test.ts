import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { createRaster, paintRows, readPicture, writePng } from '../../../main/engine/codec';
import type { Planes } from '../../../main/engine/sessions';
import { StudioError } from '../../../preload/contract';

const red = { r: 255, g: 0, b: 0 };

/** `width` x `height`, the left half red, the right half blue. */
function twoColours(width: number, height: number): Sharp {
  const half = { create: { width: width / 2, height, channels: 3, background: red } } as const;
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .png();
}

/** Colour of a pixel in bytes. */
function at({ data, width, height }: Planes, x: number, y: number): number[] {
  return [0, 1, 2].map((channel) => Math.round(255 * (data[(channel * height + y) * width + x] ?? -1)));
}

describe('reading a picture', () => {
  test('cuts the middle out of what is not square', async () => {
    const planes = await readPicture(await twoColours(64, 16).toBuffer(), 16);
    expect([planes.width, planes.height, planes.data.length]).toEqual([16, 16, 3 * 16 * 16]);
    expect(at(planes, 2, 8)).toEqual([255, 0, 0]);
    expect(at(planes, 13, 8)).toEqual([0, 0, 255]);
  });

  test('gives a smaller one where it is: a mirror image stays one', async () => {
    for (const fit of ['cover', 'stretch'] as const) {
      const planes = await readPicture(await twoColours(10, 10).toBuffer(), 16, { fit });
      for (const x of [0, 5, 6, 7]) expect(at(planes, x, 8)).toEqual(at(planes, 15 - x, 8).toReversed());
    }
  });

  test('decodes a large JPEG at a fraction of its size', async () => {
    const side = 16;
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const large = await sharp({ create: { width: 800, height: 600, channels: 3, background: red, noise } })
      .jpeg()
      .toBuffer();
    const direct = await sharp(large).autoOrient().resize(side, side, { fit: 'fill' }).raw().toBuffer();
    const { data } = await readPicture(large, side, { fit: 'stretch' });
    const found = Array.from({ length: direct.length }, (_, index) =>
      Math.round(255 * (data[(index % 3) * side * side + Math.floor(index / 3)] ?? -1)),
    );
    expect(found).toEqual([...direct]);
  });

  test('turns it as its EXIF data says', async () => {
    // Orientation 6: the camera was turned, the left edge of the file is the top of the picture.
    const turned = await sharp(await twoColours(32, 32).toBuffer())
      .jpeg({ quality: 100 })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const planes = await readPicture(turned, 16);
    expect(at(planes, 8, 2)[0]).toBeGreaterThan(200);
    expect(at(planes, 8, 13)[2]).toBeGreaterThan(200);
  });

  test('puts transparent parts on white', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { ...red, alpha: 0 } } })
      .webp()
      .toBuffer();
    expect(at(await readPicture(clear, 8), 4, 4)).toEqual([255, 255, 255]);
  });

  test.each([
    ['grey', (picture: Sharp) => picture.greyscale().png()],
    ['of 16 bits', (picture: Sharp) => picture.toColourspace('rgb16').png()],
    ['of four inks', (picture: Sharp) => picture.toColourspace('cmyk').jpeg()],
    ['with a palette', (picture: Sharp) => picture.png({ palette: true })],
  ])('that is %s gives three channels of 0 to 1', async (_, change) => {
    const { data } = await readPicture(await change(sharp(await twoColours(16, 16).toBuffer())).toBuffer(), 16);
    expect(data).toHaveLength(3 * 16 * 16);
    expect(Math.max(...data)).toBeLessThanOrEqual(1);
    expect(Math.max(...data)).toBeGreaterThan(0.2);
  });

  test.each([
    ['empty', async () => new Uint8Array(0)],
    ['text', async () => new TextEncoder().encode('not a picture')],
    ['cut off', async () => (await twoColours(64, 64).toBuffer()).subarray(0, 60)],
    ['SVG', async () => new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['GIF', async () => twoColours(8, 8).gif().toBuffer()],
  ])('refuses what is %s', async (_, bytes) => {
    const reading = readPicture(await bytes(), 16);
    await expect(reading).rejects.toThrow(StudioError);
    await expect(reading).rejects.toMatchObject({ code: 'image-unreadable' });
  });
});

describe('writing a picture', () => {
  const planes = (width: number, height: number): Planes => ({
    width,
    height,
    data: Float32Array.from({ length: 3 * width * height }, (_, i) => (i * 7) / (3 * width * height) - 1),
  });

  test('gives back every byte, rounded and clamped', async () => {
    const raster = createRaster(8, 4, 3);
    paintRows(raster, 0, planes(8, 4), 0);
    const read = await sharp(await writePng(raster, 'small'))
      .raw()
      .toBuffer();
    expect([...read]).toEqual([...raster.data]);
    expect([Math.min(...read), Math.max(...read)]).toEqual([0, 255]);
  });

  test('leaves rows that are not painted transparent', () => {
    const raster = createRaster(2, 3, 4);
    paintRows(raster, 1, planes(2, 2), 1);
    expect([0, 1, 2].map((row) => raster.data[row * 8 + 3])).toEqual([0, 255, 0]);
  });

  test('gives the same file for the same picture', async () => {
    const raster = createRaster(16, 16, 3);
    paintRows(raster, 0, planes(16, 16), 0);
    expect(await writePng(raster, 'small')).toEqual(await writePng(raster, 'small'));
  });
});
