import type { EditRequest } from '../../../preload/contract';
import { allCells } from '../../core/geometry/region';
import type { PictureFiles } from '../protocol';
import { changePictures } from './changed-pictures';
import { openRegion } from './open-region';
import { checkPrompt } from './prompt-check';
import { recipeOf } from './recipe';
import { begunCodes } from './resume';
import { openChange } from './source-picture';
import { buildStreams } from './streams';
import { packTask, type TaskContext, type TaskResult } from './task';
import { timingsOf } from './whole-pictures';

/** Draws the whole picture anew as the instruction says; of a region only what lies in it is taken over. */
export async function instructPictures(
  request: EditRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const { seed, candidates } = request;
  // Before the picture is opened, which takes a while.
  const prompt = checkPrompt(request.prompt, packTask(pack.manifest, 'edit'), pack.tokenizer);
  const { task, settings, hash, opened } = await openChange('edit', request, pictures, context);
  const { part, readBack, region = request.within } = request;
  const shown = region && (await openRegion(region, pictures, pack));
  const marks = shown && (await marksOf(shown, context));
  const where = {
    marks: shown?.named,
    ...(shown !== undefined && shown.named === undefined && { cells: shown.cells }),
  };
  const slots = { texts: { prompt }, images: { source: opened.codes }, boxes: {} };
  const streams = buildStreams(pack, task, new Array<typeof slots>(candidates).fill(slots), settings);
  const whole = allCells(pack.grid);
  const cells = Array.from({ length: candidates }, () => whole);
  const begun = begunCodes(request, whole.length, pack);
  const { pictures: changed, firstShown } = await changePictures(
    { seed, settings, streams, opened, cells, begun, marks, readBack },
    context,
    (candidate) =>
      recipeOf({ task: 'edit', prompt, ...where, part, pictures: [hash], seed, candidate, settings }, context),
  );
  return { kind: 'pictures', pictures: changed, timings: timingsOf(started, firstShown) };
}

type Region = Awaited<ReturnType<typeof openRegion>>;

/** Of a region without pixels of its own those of its cells. */
async function marksOf(
  { cells, marks }: Region,
  { pack }: TaskContext,
): Promise<(side: number) => Promise<Uint8Array>> {
  const { rows, columns } = pack.grid;
  const inside = new Set(cells);
  const markCells = (side: number) =>
    Uint8Array.from({ length: side * side }, (_, pixel) => {
      const row = Math.floor((Math.floor(pixel / side) * rows) / side);
      const column = Math.floor(((pixel % side) * columns) / side);
      return inside.has(row * columns + column) ? 255 : 0;
    });
  return marks ?? (async (side) => markCells(side));
}
