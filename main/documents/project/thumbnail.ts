import sharp from 'sharp';
import type { AssetId, StudioDocument } from '../../../preload/contract';
import type { Picture } from '../assets';
import { maximumPixels } from '../inspect';

const side = 256;

/** A small PNG of the topmost picture that can be seen, for file managers; undefined when there is none. */
export async function thumbnailOf(
  { layers }: StudioDocument,
  pictures: ReadonlyMap<AssetId, Picture>,
): Promise<Uint8Array | undefined> {
  const shown = layers.findLast((layer) => layer.type === 'picture' && layer.visible);
  const picture = shown?.type === 'picture' ? pictures.get(shown.asset) : undefined;
  if (picture === undefined) return undefined;
  const small = sharp(picture.bytes, { limitInputPixels: maximumPixels }).rotate();
  const fitting = small.resize(side, side, { fit: 'inside', withoutEnlargement: true });
  // A project without a thumbnail is whole: nothing may keep it from being saved.
  return fitting
    .png()
    .toBuffer()
    .catch(() => undefined);
}
