import type { AssetId, AssetView } from '../../preload/contract';
import { type AssetStore, type Picture, assetView } from './assets';
import { inspectPicture, isAvif, toPng } from './inspect';
import { recipeIn } from './metadata/recipe-in';
import { embedRecipe } from './metadata/picture-recipe';

/** Takes a picture file of unknown origin into the store; AVIF becomes PNG, which all parts of the studio read. */
export async function importPicture(assets: Pick<AssetStore, 'admit'>, given: Uint8Array): Promise<AssetView> {
  const bytes = isAvif(given) ? await toPng(given) : given;
  const facts = await inspectPicture(bytes);
  const recipe = await recipeIn(given);
  const picture: Picture = { bytes, ...facts, ...(recipe === undefined ? {} : { recipe }) };
  return assetView(assets.admit(picture), picture);
}

/** The picture as a PNG file with its recipe inside, as the command line writes it. */
export async function exportPng(assets: Pick<AssetStore, 'require'>, id: AssetId): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, mime, recipe } = assets.require(id);
  const png = mime === 'image/png' ? new Uint8Array(bytes) : await toPng(bytes);
  return recipe === undefined ? png : embedRecipe(png, recipe);
}
