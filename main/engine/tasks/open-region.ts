import { type Marks, type Rectangle, type Region, StudioError } from '../../../preload/contract';
import { boxCells, markedCells, type RegionReader } from '../../core/geometry/region';
import { readMask } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import type { PictureFiles } from '../protocol';
import { fileOf, hashOf } from './source-picture';

export type OpenRegion = {
  readonly cells: readonly number[];
  /** A byte for each pixel of a square with this side: 255 in the region. Left out where its cells say it all. */
  readonly marks?: (side: number) => Promise<Uint8Array>;
  /** How a recipe names those pixels. */
  readonly named?: Marks;
};

/** How finely a mask is looked at to find its cells, in pixels of a cell's side. */
const pixelsPerCell = 16;

/** The cells of a region, and its pixels. Throws `region-empty` and `image-unreadable`. */
export async function openRegion(region: Region, pictures: PictureFiles, pack: LoadedPack): Promise<OpenRegion> {
  const opened = await readRegion(region, pictures, pack);
  if (opened.cells.length > 0) return opened;
  throw new StudioError({
    code: 'region-empty',
    message: 'The region holds no part of the picture.',
    hint: 'Mark what is to be drawn anew: white in a mask is in, black is out.',
  });
}

async function readRegion(region: Region, pictures: PictureFiles, pack: LoadedPack): Promise<OpenRegion> {
  const { grid } = pack;
  const cells = region.cells?.filter((cell) => cell < grid.rows * grid.columns);
  if ('boxes' in region) {
    const { boxes } = region;
    const marks = async (side: number) => markBoxes(boxes, side);
    return { cells: cells ?? boxCells(boxes, 0, regionReader(pack)), marks, named: { boxes } };
  }
  if (!('mask' in region)) return { cells: cells ?? [] };
  const file = fileOf(pictures, region.mask);
  const side = pixelsPerCell * Math.max(grid.rows, grid.columns);
  const marks = (wanted: number) => readMask(file, wanted);
  return { cells: cells ?? markedCells(await marks(side), side, grid), marks, named: { mask: hashOf(file) } };
}

export function regionReader({ grid, vocabulary }: LoadedPack): RegionReader {
  return { grid, locations: vocabulary.locationTokens().length };
}

function markBoxes(boxes: readonly Rectangle[], side: number): Uint8Array {
  const marks = new Uint8Array(side * side);
  for (const { x0, y0, x1, y1 } of boxes) {
    const [left, right] = [Math.round(x0 * side), Math.round(x1 * side)];
    for (let y = Math.round(y0 * side); y < Math.round(y1 * side); y++)
      marks.fill(255, y * side + left, y * side + right);
  }
  return marks;
}
