import type { Plan, Recipe } from '../../../preload/contract';
import { compose, countChanges, enlarge, fromPlanes, type Raster, type Source, toProfile, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import { planRankersOf } from '../ranking/rank-pictures';
import { blendOf } from './blend';
import { type CellDrawing, type Drawn, drawCells } from './draw-cells';
import { rankDrawn } from './rank-drawn';
import { readBack } from './read-back';
import { RegionPreviews } from './region-previews';
import type { OpenSource } from './source-picture';
import type { DrawnPicture, TaskContext } from './task';

export type Change = Omit<CellDrawing, 'canvases' | 'growth'> & {
  readonly opened: OpenSource;
  /** For each candidate the cells that are drawn anew, rising. */
  readonly cells: readonly (readonly number[])[];
  readonly begun: readonly (readonly number[])[];
  /** The pixels that may change at all, a byte for each of a square of that side; all unless given. */
  readonly marks?: ((side: number) => Promise<Uint8Array>) | undefined;
  /** What each candidate is to show, where that is known. */
  readonly plans?: readonly Plan[];
  /** Whether the best comes first; left out: where there are several that the pack can tell apart. */
  readonly rank?: boolean | undefined;
  /** Whether the model says what it sees in the finished squares. */
  readonly readBack?: boolean | undefined;
};

export type ChangedPictures = { readonly pictures: readonly DrawnPicture[]; readonly firstShown: number | undefined };

/** Draws some cells of a picture anew, for each candidate its own; all other pixels stay those of the source. */
export async function changePictures(
  change: Change,
  context: TaskContext,
  recipe: (candidate: number) => Recipe,
): Promise<ChangedPictures> {
  const { opened, cells, begun, plans } = change;
  const canvases = cells.map((own, candidate) => ({
    codes: opened.codes.slice(),
    cells: own,
    begun: begun[candidate] ?? [],
  }));
  const growth = new RegionPreviews(context.pack, opened.source, cells, context.onPreview);
  const drawn = await drawCells({ ...change, canvases, growth }, context);
  // Without plans there is nothing to hold the pictures against.
  const rankers = plans === undefined ? () => [] : planRankersOf;
  const order = await rankDrawn(drawn, plans ?? [], { rank: change.rank, rankers }, context);
  const told = change.readBack === true ? await readBack(drawn, plans ?? [], context) : [];
  const pictures: DrawnPicture[] = [];
  for (const { candidate, scores } of order) {
    const own = drawn[candidate];
    if (own === undefined) continue;
    context.signal.throwIfAborted();
    const picture = await finish(own, change, cells[candidate] ?? [], context.pack, recipe(candidate));
    pictures.push({ ...picture, ...(scores && { scores }), ...told[candidate] });
  }
  return { pictures, firstShown: growth.firstShown };
}

async function finish(
  { codes, uncertainty }: Drawn,
  { opened: { source }, marks: marksFor }: Change,
  cells: readonly number[],
  pack: LoadedPack,
  recipe: Recipe,
): Promise<DrawnPicture> {
  const drawn = fromPlanes(await pack.decodeRows(codes));
  const square = await inColoursOf(source, await enlarge(drawn, source.side));
  const marks = await marksFor?.(source.side);
  const raster = compose(source, square, blendOf(cells, pack, drawn.width), marks);
  const { width, height } = raster;
  const changed = countChanges(source, raster, { cells, grid: pack.grid, marks });
  const redrawn = cells.length === codes.length ? {} : { cells: [...cells] };
  const bytes = await writePng(raster, 'small', source.coloured?.profile);
  return { bytes, width, height, recipe, uncertainty, changed, ...redrawn };
}

function inColoursOf({ coloured }: Source, square: Raster): Raster | Promise<Raster> {
  return coloured === undefined ? square : toProfile(square, coloured.profile);
}
