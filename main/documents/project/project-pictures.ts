import { createHash } from 'node:crypto';
import { AssetId, type ProjectPicture } from '../../../preload/contract';
import type { Picture } from '../assets';
import { inspectPicture } from '../inspect';
import { embedRecipe, readRecipe } from '../metadata/picture-recipe';
import { isPng } from '../metadata/png';
import { recipeIn } from '../metadata/recipe-in';

/** A picture as it lies in a project file or in a journal: its id is the hash of its bytes. */
export type KeptPicture = { readonly asset: AssetId; readonly picture: Picture };

/** The picture with its recipe inside where its format can carry one, so that it tells also when taken out of the file. */
export function keepPicture(picture: Picture): KeptPicture {
  const { bytes, recipe } = picture;
  const lacksRecipe = recipe !== undefined && isPng(bytes) && readRecipe(bytes) === undefined;
  const whole = lacksRecipe ? embedRecipe(bytes, recipe) : bytes;
  return { asset: hashOf(whole), picture: { ...picture, bytes: whole } };
}

/** The picture that `bytes` are; undefined when they are not those that were kept under this id. */
export async function keptPicture(asset: AssetId, bytes: Uint8Array): Promise<Picture | undefined> {
  if (hashOf(bytes) !== asset) return undefined;
  const facts = await inspectPicture(bytes);
  const recipe = await recipeIn(bytes);
  return { bytes, ...facts, ...(recipe === undefined ? {} : { recipe }) };
}

export function projectPicture({ asset, picture }: KeptPicture): ProjectPicture {
  return { asset, file: `pictures/${asset}.${endings[picture.mime]}` };
}

const endings: Record<Picture['mime'], string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

function hashOf(bytes: Uint8Array): AssetId {
  return AssetId.parse(createHash('sha256').update(bytes).digest('hex'));
}
