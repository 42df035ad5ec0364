import type { AssetId, PictureLayer, Rectangle, StudioDocument } from '../../preload/contract';

/** What a picture was made from by a change, and on which part of that the model worked. */
export interface Origin {
  readonly source: AssetId;
  readonly part: Rectangle | undefined;
}

export type Lineage = ReadonlyMap<AssetId, Origin>;

/**
 * The layer that a picture is a changed version of: the one that shows the picture it was made from, or that one was made
 * from, and so on. A layer that was painted on since counts as well.
 */
export function homeOf(document: StudioDocument, asset: AssetId, lineage: Lineage): PictureLayer | undefined {
  const seen = new Set<AssetId>();
  for (let at: AssetId | undefined = asset; at !== undefined && !seen.has(at); at = lineage.get(at)?.source) {
    seen.add(at);
    const layer = layerShowing(document, at);
    if (layer !== undefined) return layer;
  }
  return undefined;
}

function layerShowing({ layers }: StudioDocument, asset: AssetId): PictureLayer | undefined {
  const pictures = layers.filter((layer): layer is PictureLayer => layer.type === 'picture' && layer.visible);
  return pictures.findLast((layer) => layer.asset === asset) ?? pictures.findLast(({ original }) => original === asset);
}
