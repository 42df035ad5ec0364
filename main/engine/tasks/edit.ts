import { type EditRequest, type Plan, type Rectangle, StudioError } from '../../../preload/contract';
import { allCells, boxCells, changedCells } from '../../core/geometry/region';
import { limitPlan } from '../../core/plan/difference';
import { editModeOf } from '../../packs';
import type { PictureFiles } from '../protocol';
import { changePictures } from './changed-pictures';
import { fillingsOf } from './fillings';
import { filterPicture } from './filter';
import { instructPictures } from './instruct';
import { openRegion, type OpenRegion, regionReader } from './open-region';
import { knownPlan, readCodes } from './read';
import { recipeOf } from './recipe';
import { replan } from './replan';
import { begunCodes } from './resume';
import { openChange } from './source-picture';
import { buildStreams } from './streams';
import { unsupported } from '../pack/unsupported';
import type { TaskContext, TaskResult } from './task';
import { timingsOf } from './whole-pictures';
import { planOf } from './write-plans';

/** Changes a picture, in the way that the request or the pack wants. */
export async function editPicture(
  request: EditRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const { manifest } = context.pack;
  const mode = request.after === undefined ? (request.mode ?? editModeOf(manifest)) : 'redraw';
  if (mode === undefined) throw unsupported(manifest, 'edit');
  if (mode === 'filter') return filterPicture(request, pictures, context);
  return mode === 'redraw' ? redraw(request, pictures, context) : instructPictures(request, pictures, context);
}

/** Says what the picture shows and what it is to show, and draws only the cells in which the two differ. */
async function redraw(request: EditRequest, pictures: PictureFiles, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const { task, settings, hash, opened } = await openChange('redraw', request, pictures, context);
  const before = knownPlan(request) ?? planOf(await readCodes(opened.codes, context));
  context.onPlans({ before });
  const limit = request.within && (await openRegion(request.within, pictures, pack));
  const exact = request.region && (await openRegion(request.region, pictures, pack));
  const wanted = await wantedPlans(request, before, context);
  const changes = withChange(wanted.map((after) => changeOf(before, after, { limit, exact }, context)));
  const plans = changes.map(({ after }) => after);
  const cells = changes.map((change) => change.cells);
  context.onPlans({ plans, regions: cells.map((own) => [...own]) });
  const streams = buildStreams(pack, task, slotsOf(changes, before, opened.codes), settings);
  const begun = begunCodes(request, Math.min(...cells.map(({ length }) => length)), pack);
  const shown = exact?.marks === undefined ? limit : exact;
  const isPart = exact !== undefined || shown !== undefined;
  const { part, rank, readBack } = request;
  const recipes = {
    task: 'edit',
    prompt: request.prompt.trim(),
    before,
    marks: shown?.named,
    part,
    pictures: [hash],
  } as const;
  const { pictures: changed, firstShown } = await changePictures(
    { seed: request.seed, settings, streams, opened, cells, begun, marks: shown?.marks, plans, rank, readBack },
    context,
    (candidate) => {
      const own = { plan: plans[candidate], ...partOf(cells[candidate] ?? [], isPart, context) };
      return recipeOf({ ...recipes, ...own, seed: request.seed, candidate, settings }, context);
    },
  );
  return { kind: 'pictures', pictures: changed, timings: timingsOf(started, firstShown) };
}

/** What each candidate is to show. */
async function wantedPlans(request: EditRequest, before: Plan, context: TaskContext): Promise<readonly Plan[]> {
  const { begun, after, candidates } = request;
  if (begun?.plans.length === candidates) return begun.plans;
  return after === undefined ? replan(request, before, context) : new Array<Plan>(candidates).fill(after);
}

type Bounds = { readonly limit: OpenRegion | undefined; readonly exact: OpenRegion | undefined };
type PlannedChange = { readonly after: Plan; readonly cells: readonly number[] };

function changeOf(before: Plan, wanted: Plan, { limit, exact }: Bounds, { pack }: TaskContext): PlannedChange {
  const reader = regionReader(pack);
  if (limit === undefined) return { after: wanted, cells: exact?.cells ?? changedCells(before, wanted, reader) };
  const free = new Set(limit.cells);
  const isFree = (box: Rectangle) => boxCells([box], 0, reader).some((cell) => free.has(cell));
  const after = limitPlan(before, wanted, isFree, reader.locations);
  const cells = exact?.cells ?? changedCells(before, after, reader);
  return { after, cells: cells.filter((cell) => free.has(cell)) };
}

/** A candidate whose plan changes nothing takes that of one that does. Throws `nothing-to-change`. */
function withChange(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const some = changes.find(({ cells }) => cells.length > 0);
  if (some !== undefined) return changes.map((change) => (change.cells.length > 0 ? change : some));
  throw new StudioError({
    code: 'nothing-to-change',
    message: 'The model saw nothing to change in this picture. It stays as it is.',
    hint: 'Say it in other words, for example “make the boat red”, or mark what is to be drawn anew.',
  });
}

/** One filling of the template for each candidate, the same one where nothing differs. */
function slotsOf(changes: readonly PlannedChange[], before: Plan, source: Int32Array) {
  const known = new Map<string, PlannedChange>();
  const same = changes.map((change) => {
    const key = JSON.stringify(change);
    known.set(key, known.get(key) ?? change);
    return known.get(key) ?? change;
  });
  return fillingsOf(same, ({ after, cells }) => ({
    texts: { before: before.background, background: after.background },
    images: { source },
    boxes: { before: before.things, things: after.things },
    cells: { cells },
  }));
}

/** Where nobody said which cells, all of them need no naming. */
function partOf(cells: readonly number[], isPart: boolean, { pack }: TaskContext): { cells?: number[] } {
  return !isPart && cells.length === allCells(pack.grid).length ? {} : { cells: [...cells] };
}
