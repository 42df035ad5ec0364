import { type AssetId, LayerId, type PictureLayer } from '../../preload/contract';

/** A picture layer that tells by its name which one it is. */
export function numberedLayer(number: number, asset: AssetId): PictureLayer {
  const shown = { visible: true, locked: false, opacity: 1, rect: { x: 0, y: 0, width: 1, height: 1 } };
  return { type: 'picture', id: LayerId.parse(`picture-${number}`), name: `${number}`, asset, ...shown };
}
