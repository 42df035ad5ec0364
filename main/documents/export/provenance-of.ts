import type { AssetId, Recipe, StudioDocument } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import type { Origin, Provenance } from '../metadata/xmp';
import { pictureLayers } from './compose';

type Assets = Pick<AssetStore, 'require'>;

/** How what the document shows came about. A recipe is told where there is one picture alone: it would make that one. */
export function provenanceOf(assets: Assets, document: StudioDocument): Provenance {
  const visible = pictureLayers(document).filter((layer) => layer.visible && layer.opacity > 0);
  const recipes = visible.map(({ recipe, asset }) => recipe ?? assets.require(asset).recipe);
  const [recipe, ...others] = recipes;
  return { origin: originOf(recipes), ...(others.length === 0 && recipe !== undefined ? { recipe } : {}) };
}

export function provenanceOfAll(assets: Assets, pictures: readonly AssetId[]): Provenance {
  return { origin: originOf(pictures.map((asset) => assets.require(asset).recipe)) };
}

/**
 * What the model drew whole is its work; where it changed or joined a photo the two are mixed; where it only said which
 * colours of a photo a filter is to change, the photo is an enhanced one.
 */
export function originOf(recipes: readonly (Recipe | undefined)[]): Origin {
  if (recipes.every((recipe) => recipe === undefined)) return 'none';
  if (recipes.every((recipe) => recipe === undefined || recipe.filter !== undefined)) return 'algorithmicallyEnhanced';
  return recipes.every((recipe) => recipe !== undefined && wholePictures.has(recipe.task))
    ? 'trainedAlgorithmicMedia'
    : 'compositeWithTrainedAlgorithmicMedia';
}

const wholePictures: ReadonlySet<Recipe['task']> = new Set(['generate', 'place', 'control'] as const);
