import sharp from 'sharp';
import type { AssetId, AssetView } from '../../preload/contract';
import { edgesOf } from '../core/control/edges';
import { type AssetStore, assetView } from './assets';
import { inspectPicture } from './inspect';

/**
 * Takes the edges of a picture into the store, as a PNG file of `side` x `side` pixels: of its middle square, turned as its
 * EXIF data says, transparent parts on white. Throws `asset-missing`.
 */
export async function importEdges(
  assets: Pick<AssetStore, 'require' | 'admit'>,
  id: AssetId,
  side: number,
): Promise<AssetView> {
  const { data } = await sharp(assets.require(id).bytes)
    .autoOrient()
    .resize(side, side, { fit: 'cover', position: 'centre' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const edges = edgesOf({ data: new Uint8Array(data), width: side, height: side });
  const raw = { width: side, height: side, channels: 3 } as const;
  const bytes = new Uint8Array(await sharp(edges.data, { raw }).png().toBuffer());
  const picture = { bytes, ...(await inspectPicture(bytes)) };
  return assetView(assets.admit(picture), picture);
}
