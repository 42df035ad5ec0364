import type { Layer, Rect, Recipe, StudioDocument } from '../../preload/contract';
import { updateLayer } from './changes';
import type { Diff } from './diff';
import { intersection } from './geometry';

/**
 * Takes out of sight what would lie over a picture that was made by it: the controls that it was drawn along, the masks that it
 * was changed under. `area` is where it lies.
 */
export function uncover(document: StudioDocument, recipe: Recipe | undefined, area: Rect = document.frame): Diff {
  const type = coverOf(recipe);
  return document.layers.flatMap((layer) => {
    const covers = layer.type === type && layer.visible && intersection(layer.rect, area) !== undefined;
    return covers ? updateLayer(document, { ...layer, visible: false }) : [];
  });
}

function coverOf(recipe: Recipe | undefined): Layer['type'] | undefined {
  if (recipe?.task === 'control') return 'control';
  return recipe?.marks !== undefined && 'mask' in recipe.marks ? 'mask' : undefined;
}
