import sharp from 'sharp';
import type { Recipe } from '../../../preload/contract';
import { readRecipe } from './picture-recipe';
import { isPng } from './png';
import { recipeInXmp } from './xmp';

/**
 * The recipe that a PNG, JPEG, WebP or AVIF file carries. A picture whose pixels can be read is welcome even when its
 * metadata is damaged: that counts as having none.
 */
export async function recipeIn(bytes: Uint8Array): Promise<Recipe | undefined> {
  try {
    return (isPng(bytes) ? readRecipe(bytes) : undefined) ?? (await recipeInPacket(bytes));
  } catch {
    return undefined;
  }
}

async function recipeInPacket(bytes: Uint8Array): Promise<Recipe | undefined> {
  const { xmp } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return xmp === undefined ? undefined : recipeInXmp(new TextDecoder().decode(xmp));
}
