import sharp, { type Sharp } from 'sharp';
import type { AssetId } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import { maximumPixels } from '../inspect';

const gap = 16;
const captionHeight = 32;
/** Pixels of the side of one picture, unless the sheet is to have another size. */
const cellSide = 256;

const background = { r: 255, g: 255, b: 255 };

/** Pictures side by side in the order given, in about a square, each over its seed. */
export async function contactSheet(
  assets: Pick<AssetStore, 'require'>,
  pictures: readonly AssetId[],
  longerSide?: number,
): Promise<Sharp> {
  const columns = Math.ceil(Math.sqrt(pictures.length));
  const rows = Math.ceil(pictures.length / columns);
  const side = cellFor(columns, rows, longerSide);
  const overlays = await Promise.all(
    pictures.map(async (asset, index) => {
      const left = gap + (index % columns) * (side + gap);
      const top = gap + Math.floor(index / columns) * (side + captionHeight + gap);
      const { bytes, recipe } = assets.require(asset);
      const caption = { input: captionFor(recipe?.seed, side), left, top: top + side };
      return [{ input: await cell(bytes, side), left, top }, caption];
    }),
  );
  const width = gap + columns * (side + gap);
  const height = gap + rows * (side + captionHeight + gap);
  const sheet = sharp({ create: { width, height, channels: 3, background } }).composite(overlays.flat());
  const { data, info } = await sheet.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width, height, channels: info.channels } });
}

function cellFor(columns: number, rows: number, longerSide: number | undefined): number {
  if (longerSide === undefined) return cellSide;
  const across = (longerSide - gap) / columns - gap;
  const down = (longerSide - gap) / rows - gap - captionHeight;
  return Math.max(16, Math.floor(Math.min(across, down)));
}

function cell(bytes: Uint8Array, side: number): Promise<Buffer> {
  const picture = sharp(bytes, { limitInputPixels: maximumPixels }).autoOrient().toColourspace('srgb');
  return picture.resize(side, side, { fit: 'contain', background }).png({ compressionLevel: 1 }).toBuffer();
}

function captionFor(seed: number | undefined, side: number): Buffer {
  const text = seed === undefined ? 'photo' : `seed ${seed}`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${captionHeight}">` +
      `<text x="${side / 2}" y="21" font-family="sans-serif" font-size="14" fill="#555" text-anchor="middle">${text}</text></svg>`,
  );
}
