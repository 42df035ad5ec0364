import { blendMask } from '../../core/geometry/blend-mask';
import type { LoadedPack } from '../pack/loaded-pack';

/** Pixels of the pack's own pictures over which the new passes into the old, inside of the redrawn cells. */
const ramp = 6;

/** Where the new cells show in a picture as the pack draws it, which is `side` pixels wide. */
export function blendOf(cells: readonly number[], { grid }: Pick<LoadedPack, 'grid'>, side: number) {
  return { mask: blendMask(cells, grid, side, ramp), side };
}
