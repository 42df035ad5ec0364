import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore, exportFile } from '../../../main/documents';
import { ZipReader } from '../../../main/documents/project/zip-read';
import { ExportSettings, LayerId, type PictureLayer, type StudioDocument } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

const hasKrita = spawnSync('sh', ['-c', 'command -v krita && command -v xvfb-run']).status === 0;

/** Opens a file in Krita and writes it in the format that the other name says. Krita wants a screen also to show nothing. */
function throughKrita(from: string, to: string, screen: number): void {
  const words = ['-n', `${screen}`, 'krita', from, '--export', '--export-filename', to];
  const done = spawnSync('xvfb-run', words, { timeout: 400_000 });
  if (done.status !== 0) throw new Error(`Krita ended with ${done.status}: ${done.stderr.toString()}`);
}

/** A picture in which every pixel tells where it lies. */
async function ramp(assets: AssetStore, width: number, height: number, blue: number, clearLeft = 0) {
  const data = Buffer.alloc(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    const [x, y] = [index % width, Math.floor(index / width)];
    data.set([x * 4, y * 4, blue, x < clearLeft ? 0 : 255], index * 4);
  }
  const bytes = new Uint8Array(
    await sharp(data, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer(),
  );
  return assets.put({ bytes, mime: 'image/png', width, height }, 'keep');
}

async function twoLayers(assets: AssetStore): Promise<StudioDocument> {
  const shown = { visible: true, locked: false, opacity: 1 };
  const layers: PictureLayer[] = [
    {
      ...{ type: 'picture', id: LayerId.parse('ground'), name: 'the sea & the sky', ...shown },
      ...{ asset: await ramp(assets, 60, 40, 200), rect: { x: 0, y: 0, width: 60, height: 40 } },
    },
    {
      ...{ type: 'picture', id: LayerId.parse('hidden'), name: 'hidden “one”', ...shown, visible: false },
      ...{ asset: await ramp(assets, 8, 8, 9), rect: { x: 1, y: 2, width: 8, height: 8 } },
    },
    {
      ...{ type: 'picture', id: LayerId.parse('boat'), name: 'a boat', ...shown, opacity: 0.6 },
      ...{ asset: await ramp(assets, 20, 10, 40, 5), rect: { x: 30, y: 25, width: 20, height: 10 } },
    },
  ];
  return { version: 1, width: 60, height: 40, frame: { x: 0, y: 0, width: 40, height: 40 }, layers };
}

const pixelsOf = (bytes: Uint8Array) => sharp(bytes).toColourspace('srgb').ensureAlpha().raw().toBuffer();

/** The largest difference in one channel. */
async function differenceBetween(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [first, second] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  expect(first.length).toBe(second.length);
  return first.reduce((most, value, index) => Math.max(most, Math.abs(value - (second[index] ?? 0))), 0);
}

test('Krita opens an exported OpenRaster file with the same layers and the same pixels', async (context) => {
  if (!hasKrita) return context.skip('there is no Krita here: apt-get install krita xvfb');
  const folder = await temporaryFolder(onTestFinished);
  const at = (name: string) => join(folder, name);
  const assets = new AssetStore();
  const document = await twoLayers(assets);
  const ours = (format: 'ora' | 'png') =>
    exportFile(assets, { what: 'document', document }, ExportSettings.parse({ format }));
  await writeFile(at('ours.ora'), await ours('ora'));

  throughKrita(at('ours.ora'), at('theirs.png'), 197);
  expect(await differenceBetween(await readFile(at('theirs.png')), await ours('png'))).toBeLessThanOrEqual(1);

  throughKrita(at('ours.ora'), at('theirs.ora'), 198);
  const [our, their] = [await ZipReader.open(at('ours.ora')), await ZipReader.open(at('theirs.ora'))];
  onTestFinished(() => [our, their].forEach((zip) => zip.close()));
  const [ourLayers, theirLayers] = [await layersOf(our), await layersOf(their)];
  expect(theirLayers.map(({ name, visibility }) => [name, visibility])).toEqual(
    ourLayers.map(({ name, visibility }) => [name, visibility]),
  );
  expect(ourLayers.map(({ name }) => name)).toEqual(['a boat', 'hidden “one”', 'the sea & the sky']);
  for (const [index, ourLayer] of ourLayers.entries()) {
    const theirLayer = theirLayers[index];
    expect(Math.abs((theirLayer?.opacity ?? 0) - ourLayer.opacity)).toBeLessThan(1 / 255);
    expect(await differenceBetween(await onCanvas(our, ourLayer), await onCanvas(their, theirLayer ?? ourLayer))).toBe(
      0,
    );
  }
}, 900_000);

type OraLayer = { name: string; src: string; x: number; y: number; opacity: number; visibility: string };

async function layersOf(zip: ZipReader): Promise<OraLayer[]> {
  const xml = new TextDecoder().decode(await zip.read('stack.xml', 100_000));
  return [...xml.matchAll(/<layer\b[^>]*>/g)].map(([tag]) => {
    const value = (name: string) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    const place = { x: Number(value('x')), y: Number(value('y')) };
    return {
      name: value('name'),
      src: value('src'),
      ...place,
      opacity: Number(value('opacity')),
      visibility: value('visibility'),
    };
  });
}

function unescape(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point))).replaceAll('&amp;', '&');
}

/** Krita cuts off what is transparent at the edges: both are laid on the whole canvas. */
async function onCanvas(zip: ZipReader, { src, x, y }: OraLayer): Promise<Uint8Array> {
  const png = await zip.read(src, 10_000_000);
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const canvas = sharp({ create: { width: 60, height: 40, channels: 4, background: clear } });
  return canvas
    .composite([{ input: Buffer.from(png), left: x, top: y }])
    .png()
    .toBuffer();
}
