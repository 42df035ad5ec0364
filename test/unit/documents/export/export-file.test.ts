import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { AssetStore, comparePictures, exportFile, importPicture, recipeIn } from '../../../../main/documents';
import {
  type AssetId,
  ExportSettings,
  type ExportSource,
  LayerId,
  type PictureLayer,
  type StudioDocument,
} from '../../../../preload/contract';
import { objectWith } from '../../../support/matchers';
import { cameraPhoto, exifText } from '../../../support/photo';
import { recipe } from '../../../support/pictures';

const generated = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const mixed = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

type Settings = Partial<ExportSettings>;
const write = (assets: AssetStore, source: ExportSource, settings: Settings = {}) =>
  exportFile(assets, source, ExportSettings.parse({ format: 'png', ...settings }));
const xmpOf = async (bytes: Uint8Array) => (await sharp(bytes).metadata()).xmp?.toString() ?? '';
const sizeOf = async (bytes: Uint8Array) => {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
};

async function drawn(assets: AssetStore, background = '#c8280a', side = 40): Promise<AssetId> {
  const plain = sharp({ create: { width: side, height: side, channels: 3, background } });
  const bytes = new Uint8Array(await plain.png().toBuffer());
  return assets.put({ bytes, mime: 'image/png', width: side, height: side, recipe }, 'keep');
}

function layer(asset: AssetId, rect: PictureLayer['rect'], more: Partial<PictureLayer> = {}): PictureLayer {
  const id = LayerId.parse(`layer-${rect.x}-${rect.y}`);
  return { type: 'picture', id, name: 'a picture', visible: true, locked: false, opacity: 1, rect, asset, ...more };
}

function canvas(...layers: PictureLayer[]): StudioDocument {
  return { version: 1, width: 40, height: 40, frame: { x: 0, y: 0, width: 20, height: 20 }, layers };
}

describe('a picture of the model', () => {
  test.each(['png', 'jpeg', 'webp', 'avif'] as const)(
    'carries its recipe and its mark as %s, and brings them back',
    async (format) => {
      const assets = new AssetStore();
      const bytes = await write(assets, { what: 'picture', asset: await drawn(assets) }, { format });
      expect(await xmpOf(bytes)).toContain(generated);
      expect((await importPicture(assets, bytes)).recipe).toEqual(recipe);
    },
  );

  test.each(['png', 'webp', 'avif'] as const)('keeps every pixel as %s of the best quality', async (format) => {
    const assets = new AssetStore();
    const asset = await drawn(assets);
    const bytes = await write(assets, { what: 'picture', asset }, { format, quality: 100 });
    expect(await comparePictures(bytes, assets.require(asset).bytes)).toEqual({ kind: 'same' });
  });

  test.each(['png', 'jpeg', 'webp', 'avif'] as const)('tells nothing as %s when that is asked', async (format) => {
    const assets = new AssetStore();
    const bytes = await write(assets, { what: 'picture', asset: await drawn(assets) }, { format, strip: true });
    expect(await recipeIn(bytes)).toBeUndefined();
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/brookesia|iptc|Boot/i);
  });

  test('is written in the size that is asked for, and smaller files for less quality', async () => {
    const assets = new AssetStore();
    const noise = sharp({
      create: {
        width: 64,
        height: 32,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const asset = (await importPicture(assets, new Uint8Array(await noise.png().toBuffer()))).id;
    const at = (quality: number) =>
      write(assets, { what: 'picture', asset }, { format: 'jpeg', quality, longerSide: 128 });
    const [low, high] = [await at(20), await at(95)];
    expect(await sizeOf(low)).toEqual([128, 64]);
    expect(low.length).toBeLessThan(high.length / 2);
  });
});

describe('a photo', () => {
  test.each(['jpeg', 'webp', 'avif', 'png'] as const)(
    'keeps EXIF and colours as %s, and stands upright',
    async (format) => {
      const assets = new AssetStore();
      const { id } = await importPicture(assets, await cameraPhoto());
      const bytes = await write(assets, { what: 'picture', asset: id }, { format });
      const { orientation, icc } = await sharp(bytes).metadata();
      expect(await sizeOf(bytes)).toEqual([30, 20]);
      expect(orientation ?? 1).toBe(1);
      expect(icc).toBeDefined();
      expect(await exifText(bytes)).toContain('Chameleon');
      expect(await xmpOf(bytes)).not.toContain('digitalsourcetype');
    },
  );

  test('is the very same file as JPEG of the best quality', async () => {
    const assets = new AssetStore();
    const photo = await cameraPhoto();
    const { id } = await importPicture(assets, photo);
    expect(await write(assets, { what: 'picture', asset: id }, { format: 'jpeg', quality: 100 })).toEqual(photo);
  });

  test.each(['jpeg', 'webp', 'avif', 'png'] as const)(
    'says neither place nor maker as %s when stripped',
    async (format) => {
      const assets = new AssetStore();
      const { id } = await importPicture(assets, await cameraPhoto());
      const bytes = await write(assets, { what: 'picture', asset: id }, { format, strip: true });
      const { exif, icc, xmp } = await sharp(bytes).metadata();
      expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
      expect(await sizeOf(bytes)).toEqual([30, 20]);
    },
  );

  test('under a drawn picture makes a composite, with the EXIF of the photo', async () => {
    const assets = new AssetStore();
    const { id } = await importPicture(assets, await cameraPhoto());
    const document = canvas(
      layer(id, { x: 0, y: 0, width: 40, height: 40 }),
      layer(await drawn(assets), { x: 5, y: 5, width: 10, height: 10 }),
    );
    const bytes = await write(assets, { what: 'document', document }, { format: 'jpeg' });
    expect(await xmpOf(bytes)).toContain(mixed);
    expect(await recipeIn(bytes)).toBeUndefined();
    expect(await exifText(bytes)).toContain('Chameleon');
    expect(await exifText(await write(assets, { what: 'document', document }, { strip: true }))).toBe('');
  });
});

describe('the canvas', () => {
  test('is written as its visible layers lie over each other, each with its opacity', async () => {
    const assets = new AssetStore();
    const [red, blue, hidden] = [await drawn(assets, '#ff0000'), await drawn(assets, '#0000ff'), await drawn(assets)];
    const document = canvas(
      layer(red, { x: 0, y: 0, width: 40, height: 40 }),
      layer(blue, { x: 30, y: -10, width: 20, height: 20 }, { opacity: 0.5 }),
      layer(hidden, { x: 1, y: 1, width: 40, height: 40 }, { visible: false }),
    );
    const { data } = await sharp(await write(assets, { what: 'document', document }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];
    expect(pixel(0, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(29, 5)).toEqual([255, 0, 0, 255]);
    // The image library cuts fractions off.
    expect([126, 127]).toContain(pixel(30, 5)[0]);
    expect(pixel(30, 5).slice(1)).toEqual([0, 128, 255]);
    expect(pixel(30, 10)).toEqual([255, 0, 0, 255]);
  });

  test('is written in part, in any size', async () => {
    const assets = new AssetStore();
    const document = canvas(layer(await drawn(assets), { x: 10, y: 10, width: 20, height: 20 }));
    const area = { x: 10, y: 10, width: 10, height: 20 };
    const bytes = await write(assets, { what: 'document', document, area }, { longerSide: 100 });
    expect(await sizeOf(bytes)).toEqual([50, 100]);
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 4)]).toEqual([200, 40, 10, 255]);
  });

  test('that one drawn picture fills is that picture, with its recipe', async () => {
    const assets = new AssetStore();
    const asset = await drawn(assets);
    const bytes = await write(assets, {
      what: 'document',
      document: canvas(layer(asset, { x: 0, y: 0, width: 40, height: 40 })),
    });
    expect(await comparePictures(bytes, assets.require(asset).bytes)).toEqual({ kind: 'same' });
    expect(await recipeIn(bytes)).toEqual(recipe);
  });

  test('with nothing to be seen is refused', async () => {
    const assets = new AssetStore();
    await expect(write(assets, { what: 'document', document: canvas() })).rejects.toMatchObject({
      code: 'asset-missing',
    });
    const large = { ...canvas(), width: 60_000, height: 60_000 };
    await expect(write(assets, { what: 'document', document: large })).rejects.toMatchObject({ code: 'too-large' });
  });
});

test('a contact sheet shows all candidates side by side, and is marked', async () => {
  const assets = new AssetStore();
  const pictures = [await drawn(assets, '#ff0000'), await drawn(assets, '#00ff00'), await drawn(assets, '#0000ff')];
  const bytes = await write(assets, { what: 'sheet', assets: pictures });
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
  expect([info.width, info.height]).toEqual([16 + 2 * 272, 16 + 2 * 304]);
  expect([at(144, 144), at(416, 144), at(144, 448), at(416, 448)]).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ]);
  expect(await xmpOf(bytes)).toContain(generated);
  expect(
    (await sizeOf(await write(assets, { what: 'sheet', assets: pictures }, { longerSide: 300 })))[1],
  ).toBeLessThanOrEqual(300);
});

test('only the whole canvas becomes OpenRaster', async () => {
  const assets = new AssetStore();
  const asset = await drawn(assets);
  const one = Promise.resolve().then(() => write(assets, { what: 'picture', asset }, { format: 'ora' }));
  await expect(one).rejects.toThrow(objectWith({ code: 'bad-request' }));
});

describe('a picture that is turned', () => {
  /** Whether the red of the picture is seen there. */
  const redAt = async (bytes: Uint8Array, places: readonly (readonly [number, number])[]) => {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return places.map(([x, y]) => (data[(y * info.width + x) * 4 + 3] ?? 0) > 128);
  };
  const bar = { x: 0, y: 15, width: 40, height: 10 };

  test.each([
    [90, [true, false, false]],
    [0, [false, true, false]],
    [45, [false, false, true]],
    [-135, [false, false, true]],
  ])('by %s degrees is turned in the file, about its middle', async (rotation, expected) => {
    const assets = new AssetStore();
    const document = canvas(layer(await drawn(assets), bar, { rotation }));
    const bytes = await write(assets, { what: 'document', document });
    expect(await sizeOf(bytes)).toEqual([40, 40]);
    expect(
      await redAt(bytes, [
        [20, 3],
        [3, 20],
        [10, 10],
      ]),
    ).toEqual(expected);
    expect(await redAt(bytes, [[20, 20]])).toEqual([true]);
  });

  test('is not taken for one that fills what is shown alone', async () => {
    const assets = new AssetStore();
    const whole = { x: 0, y: 0, width: 40, height: 40 };
    const document = canvas(layer(await drawn(assets), whole, { rotation: 45 }));
    expect(
      await redAt(await write(assets, { what: 'document', document }), [
        [0, 0],
        [20, 20],
      ]),
    ).toEqual([false, true]);
  });
});
