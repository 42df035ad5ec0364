import type { AssetId, Layer, StudioDocument } from '../../../preload/contract';

/** The pictures that a layer shows or works with. */
export function assetsOf(layers: readonly Layer[]): AssetId[] {
  return [...new Set(layers.flatMap((layer) => ('asset' in layer ? [layer.asset] : [])))];
}

/** The same layer with its picture under another id. */
export function renameAsset(layer: Layer, rename: (asset: AssetId) => AssetId): Layer {
  return 'asset' in layer ? { ...layer, asset: rename(layer.asset) } : layer;
}

export function renameAssets(document: StudioDocument, rename: (asset: AssetId) => AssetId): StudioDocument {
  return { ...document, layers: document.layers.map((layer) => renameAsset(layer, rename)) };
}
