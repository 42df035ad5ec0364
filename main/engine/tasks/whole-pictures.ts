import type { Recipe, SamplingSettings } from '../../../preload/contract';
import { allCells } from '../../core/geometry/region';
import { fromPlanes, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import type { Ranked } from '../ranking/rank-pictures';
import { type Drawn, drawCells } from './draw-cells';
import { Previews } from './previews';
import type { Streams } from './streams';
import type { DrawnPicture, MadePicture, TaskContext } from './task';

export type WholeDrawing = {
  readonly seed: number;
  readonly settings: SamplingSettings;
  readonly streams: Streams;
  /** The codes that each candidate starts with. */
  readonly begun: readonly (readonly number[])[];
};

export type WholePictures = {
  readonly drawn: readonly Drawn[];
  /** When the first row was shown, on the clock of `performance.now`. */
  readonly firstShown: number | undefined;
};

/** Draws every candidate as a whole picture, cell by cell in reading order. */
export async function drawPictures(drawing: WholeDrawing, context: TaskContext): Promise<WholePictures> {
  const { pack, onPreview } = context;
  const cells = allCells(pack.grid);
  const canvases = drawing.begun.map((begun) => ({ codes: new Int32Array(cells.length), cells, begun }));
  const growth = new Previews(pack, canvases.length, onPreview);
  const drawn = await drawCells({ ...drawing, canvases, growth }, context);
  return { drawn, firstShown: growth.firstShown };
}

/** The files of the finished pictures, in this order. */
export async function finishPictures(
  drawn: readonly Drawn[],
  order: readonly Ranked[],
  { pack, signal }: TaskContext,
  recipe: (candidate: number) => Recipe,
): Promise<DrawnPicture[]> {
  const pictures: DrawnPicture[] = [];
  for (const { candidate, scores } of order) {
    const own = drawn[candidate];
    if (own === undefined) continue;
    signal.throwIfAborted();
    const picture = await decodePicture(pack, own.codes);
    const { uncertainty, codes } = own;
    pictures.push({ ...picture, recipe: recipe(candidate), uncertainty, codes: [...codes], ...(scores && { scores }) });
  }
  return pictures;
}

/** As they were drawn. */
export function unranked(drawn: readonly unknown[]): readonly Ranked[] {
  return drawn.map((_, candidate) => ({ candidate }));
}

async function decodePicture(pack: LoadedPack, codes: Int32Array): Promise<MadePicture> {
  const raster = fromPlanes(await pack.decodeRows(codes));
  return { bytes: await writePng(raster, 'small'), width: raster.width, height: raster.height };
}

/** Milliseconds since `started`. */
export function timingsOf(started: number, firstShown?: number): { firstRow?: number; total: number } {
  const total = performance.now() - started;
  return firstShown === undefined ? { total } : { firstRow: firstShown - started, total };
}
