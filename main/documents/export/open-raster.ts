import sharp from 'sharp';
import type { StudioDocument } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import { embedRecipe } from '../metadata/picture-recipe';
import { type ZipPart, zipOf } from '../project/zip-write';
import { type LayerPixels, layerPixels, merge, pictureLayers, shownPart } from './compose';
import { nothingThere } from './export-error';
import { type Shown, sizeOf } from './placed-layer';

const thumbnailSide = 256;

/**
 * An OpenRaster file (freedesktop.org, version 0.0.3): one PNG for each picture layer, also for hidden ones, in the place
 * it has on the canvas, and all of them merged. Boxes, masks and controls are no pictures and stay out.
 */
export async function openRaster(
  assets: Pick<AssetStore, 'require'>,
  document: StudioDocument,
  strip: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const shown = shownPart(document);
  const layers = await layerPixels(assets, pictureLayers(document), shown);
  if (layers.length === 0) throw nothingThere();
  const visible = layers.filter(({ layer }) => layer.visible);
  const merged = new Uint8Array(await (await merge(visible, shown)).png().toBuffer());
  const pictures = await Promise.all(layers.map((each, index) => layerPart(assets, each, index, strip)));
  return wholeOf([
    { name: 'mimetype', bytes: new TextEncoder().encode('image/openraster'), compress: false },
    { name: 'stack.xml', bytes: new TextEncoder().encode(stackOf(layers, shown)), compress: true },
    ...pictures,
    { name: 'mergedimage.png', bytes: merged, compress: false },
    { name: 'Thumbnails/thumbnail.png', bytes: await thumbnail(merged), compress: false },
  ]);
}

async function layerPart(
  assets: Pick<AssetStore, 'require'>,
  { layer, pixels }: LayerPixels,
  index: number,
  strip: boolean,
): Promise<ZipPart> {
  const raw = { width: pixels.width, height: pixels.height, channels: 4 as const };
  const png = new Uint8Array(await sharp(pixels.data, { raw }).png().toBuffer());
  const recipe = layer.recipe ?? assets.require(layer.asset).recipe;
  const bytes = strip || recipe === undefined ? png : embedRecipe(png, recipe);
  return { name: partName(index), bytes, compress: false };
}

function partName(index: number): string {
  return `data/layer${index}.png`;
}

/** The topmost layer comes first. */
function stackOf(layers: readonly LayerPixels[], shown: Shown): string {
  const { width, height } = sizeOf(shown);
  const lines = layers.map(({ layer, pixels: { left, top } }, index) => {
    const state = `opacity="${layer.opacity}" visibility="${layer.visible ? 'visible' : 'hidden'}"`;
    const place = `x="${left}" y="${top}" src="${partName(index)}"`;
    return `  <layer name="${attribute(layer.name)}" ${place} ${state} composite-op="svg:src-over"/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<image version="0.0.3" w="${width}" h="${height}" xres="72" yres="72">
 <stack>
${lines.reverse().join('\n')}
 </stack>
</image>
`;
}

function attribute(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cs}/gu, ' ').replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function thumbnail(png: Uint8Array): Promise<Uint8Array> {
  return sharp(png).resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true }).png().toBuffer();
}

async function wholeOf(parts: readonly ZipPart[]): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipOf(parts)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
