import sharp, { type Sharp } from 'sharp';
import type { PictureLayer, StudioDocument } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import { maximumPixels } from '../inspect';
import { nothingThere, tooLarge } from './export-error';
import { type PlacedPixels, type Shown, fade, placeOf, sizeOf, stretch } from './placed-layer';

/** A picture layer as pixels at its place. */
export type LayerPixels = { readonly layer: PictureLayer; readonly pixels: PlacedPixels };

type Assets = Pick<AssetStore, 'require'>;

/** The picture layers of a document, from the bottom to the top. */
export function pictureLayers({ layers }: StudioDocument): PictureLayer[] {
  return layers.filter((layer): layer is PictureLayer => layer.type === 'picture');
}

/** Which part of the document is shown and how large; throws `too-large`. */
export function shownPart(
  { width, height }: StudioDocument,
  area: Shown['area'] = { x: 0, y: 0, width, height },
  longerSide?: number,
): Shown {
  const shown = { area, scale: longerSide === undefined ? 1 : longerSide / Math.max(area.width, area.height) };
  const size = sizeOf(shown);
  if (size.width * size.height > maximumPixels) throw tooLarge(size.width, size.height);
  return shown;
}

/** The layers as pixels, those left out that lie outside of what is shown. */
export async function layerPixels(
  assets: Assets,
  layers: readonly PictureLayer[],
  shown: Shown,
): Promise<LayerPixels[]> {
  const found: LayerPixels[] = [];
  for (const layer of layers) {
    const { bytes } = assets.require(layer.asset);
    const pixels = await stretch(bytes, placeOf(layer.rect, shown), sizeOf(shown), layer.rotation);
    if (pixels !== undefined) found.push({ layer, pixels });
  }
  return found;
}

/** All visible pictures one over the other, as the canvas shows them. Throws `asset-missing` when none is there. */
export async function compose(assets: Assets, document: StudioDocument, shown: Shown): Promise<Sharp> {
  const visible = pictureLayers(document).filter((layer) => layer.visible && layer.opacity > 0);
  const found = await layerPixels(assets, visible, shown);
  if (found.length === 0) throw nothingThere();
  return merge(found, shown);
}

/** Pixels that become one picture; the result is raw, so that each further step works on what was merged. */
export async function merge(layers: readonly LayerPixels[], shown: Shown): Promise<Sharp> {
  const { width, height } = sizeOf(shown);
  const overlays = layers.map(({ layer, pixels }) => {
    const { data, left, top, ...size } = fade(pixels, layer.opacity);
    return { input: data, left, top, raw: { ...size, channels: 4 as const } };
  });
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const empty = sharp({ create: { width, height, channels: 4, background: clear } });
  const data = await empty.composite(overlays).raw().toBuffer();
  return sharp(data, { raw: { width, height, channels: 4 } });
}
