import type { AssetId, Layer, StudioDocument } from '../../../preload/contract';

/** The pictures that a layer shows or works with. */
export function assetsOf(layers: readonly Layer[]): AssetId[] {
  return [...new Set(layers.flatMap(namedBy))];
}

/** The same layer with its pictures under other ids. */
export function renameAsset(layer: Layer, rename: (asset: AssetId) => AssetId): Layer {
  if (!('asset' in layer)) return layer;
  const renamed = { ...layer, asset: rename(layer.asset) };
  return 'original' in renamed && renamed.original !== undefined
    ? { ...renamed, original: rename(renamed.original) }
    : renamed;
}

export function renameAssets(document: StudioDocument, rename: (asset: AssetId) => AssetId): StudioDocument {
  return { ...document, layers: document.layers.map((layer) => renameAsset(layer, rename)) };
}

function namedBy(layer: Layer): readonly AssetId[] {
  if (!('asset' in layer)) return [];
  return 'original' in layer && layer.original !== undefined ? [layer.asset, layer.original] : [layer.asset];
}
