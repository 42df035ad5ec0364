import sharp, { type Sharp } from 'sharp';
import type { AssetId, PictureLayer, Rect, StudioDocument } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import { maximumPixels } from '../inspect';
import { embedProvenance } from '../metadata/picture-recipe';
import type { Provenance } from '../metadata/xmp';
import { compose, pictureLayers, shownPart } from './compose';
import { type FlatSettings, encode } from './encode';
import { type Shown, sizeOf } from './placed-layer';
import { originOf, provenanceOf } from './provenance-of';

type Assets = Pick<AssetStore, 'require'>;

/** One picture as it is, upright, in another format or size. A file that needs no change keeps its pixels as they lie there. */
export async function pictureFile(
  assets: Assets,
  asset: AssetId,
  settings: FlatSettings,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, mime, recipe, width, height } = assets.require(asset);
  const provenance = { origin: originOf([recipe]), recipe };
  const asItIs = mime === `image/${settings.format}` && settings.longerSide === undefined && !settings.strip;
  if (asItIs && settings.format === 'png') return embedProvenance(bytes, provenance);
  if (asItIs && settings.quality === 100 && recipe === undefined) return new Uint8Array(bytes);
  const scale = settings.longerSide === undefined ? 1 : settings.longerSide / Math.max(width, height);
  const size = sizeOf({ area: { x: 0, y: 0, width, height }, scale });
  return encode(resized(bytes, settings, { width, height }, size), settings, provenance);
}

/** What the canvas shows of the document. */
export async function documentFile(
  assets: Assets,
  document: StudioDocument,
  area: Rect | undefined,
  settings: FlatSettings,
): Promise<Uint8Array<ArrayBuffer>> {
  const shown = shownPart(document, area, settings.longerSide);
  const provenance: Provenance = provenanceOf(assets, document);
  const alone = onlyPicture(document, shown.area);
  if (alone === undefined) {
    const merged = await compose(assets, document, shown);
    return encode(await withExifOf(assets, document, merged, shown, settings.strip), settings, provenance);
  }
  const { bytes, ...own } = assets.require(alone.asset);
  return encode(resized(bytes, settings, own, sizeOf(shown)), settings, provenance);
}

type Size = { readonly width: number; readonly height: number };

/** Upright; EXIF and colour profile stay unless stripped, which turns the colours into sRGB. */
function resized(bytes: Uint8Array, { strip }: FlatSettings, own: Size, size: Size): Sharp {
  const upright = sharp(bytes, { limitInputPixels: maximumPixels }).autoOrient();
  const kept = strip ? upright.toColourspace('srgb') : upright.keepExif().keepIccProfile();
  return own.width === size.width && own.height === size.height ? kept : kept.resize({ ...size, fit: 'fill' });
}

function isTurned({ rotation = 0 }: PictureLayer): boolean {
  return rotation % 360 !== 0;
}

/** The picture that fills what is shown alone: nothing needs to be merged then. */
function onlyPicture(document: StudioDocument, area: Rect): PictureLayer | undefined {
  const [layer, ...others] = pictureLayers(document).filter(({ visible, opacity }) => visible && opacity > 0);
  if (layer === undefined || others.length > 0 || layer.opacity < 1 || isTurned(layer)) return undefined;
  const { x, y, width, height } = layer.rect;
  return x === area.x && y === area.y && width === area.width && height === area.height ? layer : undefined;
}

/** Of merged pictures the lowest photo gives its EXIF: its file is opened, and all its pixels are replaced. */
async function withExifOf(
  assets: Assets,
  document: StudioDocument,
  merged: Sharp,
  shown: Shown,
  strip: boolean,
): Promise<Sharp> {
  const visible = pictureLayers(document).filter((layer) => layer.visible && layer.opacity > 0);
  const photo = visible
    .map(({ asset, recipe }) => ({ recipe, ...assets.require(asset) }))
    .find(({ recipe }) => !recipe);
  if (strip || photo === undefined || (await sharp(photo.bytes).metadata()).exif === undefined) return merged;
  const size = sizeOf(shown);
  const { data } = await merged.raw().toBuffer({ resolveWithObject: true });
  const canvas = sharp(photo.bytes, { limitInputPixels: maximumPixels }).autoOrient().keepExif();
  const whole = canvas.resize({ ...size, fit: 'fill' }).ensureAlpha();
  return whole.composite([{ input: data, raw: { ...size, channels: 4 }, left: 0, top: 0, blend: 'source' }]);
}
