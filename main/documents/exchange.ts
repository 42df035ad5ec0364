import type { AssetId, AssetView, Recipe } from '../../preload/contract';
import { type AssetStore, type Picture, assetView } from './assets';
import { inspectPicture, toPng } from './inspect';
import { embedRecipe, readRecipe } from './picture-recipe';
import { isPng } from './png';

/** Takes a picture file of unknown origin into the store. */
export async function importPicture(assets: Pick<AssetStore, 'admit'>, bytes: Uint8Array): Promise<AssetView> {
  const facts = await inspectPicture(bytes);
  const recipe = recipeIn(bytes);
  const picture: Picture = { bytes, ...facts, ...(recipe === undefined ? {} : { recipe }) };
  return assetView(assets.admit(picture), picture);
}

/** The picture as a PNG file with its recipe inside, as it is saved and downloaded. */
export async function exportPng(assets: Pick<AssetStore, 'require'>, id: AssetId): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, mime, recipe } = assets.require(id);
  const png = mime === 'image/png' ? new Uint8Array(bytes) : await toPng(bytes);
  return recipe === undefined ? png : embedRecipe(png, recipe);
}

/** A picture whose pixels can be read is welcome even when its metadata is damaged. */
function recipeIn(bytes: Uint8Array): Recipe | undefined {
  try {
    return isPng(bytes) ? readRecipe(bytes) : undefined;
  } catch {
    return undefined;
  }
}
