import type { InpaintRequest, LabelledBox, Plan } from '../../../preload/contract';
import { boxCells } from '../../core/geometry/region';
import { fitThings, rectangleOf } from '../../core/plan/fit-things';
import type { PictureFiles } from '../protocol';
import { changePictures } from './changed-pictures';
import { fillingsOf } from './fillings';
import { openRegion, regionReader } from './open-region';
import { planPictures } from './plan';
import { knownPlan, readCodes } from './read';
import { recipeOf } from './recipe';
import { begunCodes } from './resume';
import { openChange } from './source-picture';
import { buildStreams } from './streams';
import type { TaskContext, TaskResult } from './task';
import { timingsOf } from './whole-pictures';
import { planOf } from './write-plans';

/**
 * Draws a part of a picture anew from what is around it. What was read of the picture outside of the hole stays in the plan;
 * in the hole stands what the request says, or nothing.
 */
export async function inpaintPicture(
  request: InpaintRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const { seed, part, rank, readBack } = request;
  const { task, settings, hash, opened } = await openChange('inpaint', request, pictures, context);
  const { cells, marks, named } = await openRegion(request.region, pictures, pack);
  const before = await readBefore(request, opened.codes, context);
  const plans = await filledPlans(request, around(before, cells, context), cells, context);
  context.onPlans({ ...(before && { before }), plans, regions: plans.map(() => [...cells]) });
  const streams = buildStreams(pack, task, slotsOf(plans, opened.codes, cells), settings);
  const begun = begunCodes(request, cells.length, pack);
  const made = {
    task: 'inpaint',
    prompt: request.prompt.trim(),
    before,
    part,
    cells: [...cells],
    marks: named,
  } as const;
  const { pictures: changed, firstShown } = await changePictures(
    { seed, settings, streams, opened, cells: plans.map(() => cells), begun, marks, plans, rank, readBack },
    context,
    (candidate) => recipeOf({ ...made, pictures: [hash], plan: plans[candidate], seed, candidate, settings }, context),
  );
  return { kind: 'pictures', pictures: changed, timings: timingsOf(started, firstShown) };
}

/** Nothing is known of a picture in a pack that cannot read one. */
async function readBefore(request: InpaintRequest, codes: Int32Array, context: TaskContext): Promise<Plan | undefined> {
  const known = knownPlan(request);
  if (known !== undefined || context.pack.manifest.tasks.read === undefined) return known;
  return planOf(await readCodes(codes, context));
}

/** What stays of a plan when some cells are taken out: things that lie mostly in them go. */
function around(before: Plan | undefined, hole: readonly number[], { pack }: TaskContext): Plan {
  if (before === undefined) return { things: [], background: '' };
  const inside = new Set(hole);
  const stays = ({ box }: LabelledBox) => {
    const cells = boxCells([box], 0, regionReader(pack));
    return 2 * cells.filter((cell) => inside.has(cell)).length < cells.length;
  };
  return { things: before.things.filter(stays), background: before.background };
}

/** What each candidate is to show, with the things that come into the hole. */
async function filledPlans(
  request: InpaintRequest,
  left: Plan,
  hole: readonly number[],
  context: TaskContext,
): Promise<readonly Plan[]> {
  const { begun, candidates, boxes, seed } = request;
  if (begun?.plans.length === candidates) return begun.plans;
  if (request.after !== undefined) return new Array<Plan>(candidates).fill(request.after);
  const prompt = request.prompt.trim();
  const into = (things: readonly LabelledBox[]): Plan => ({
    things: [...left.things, ...things],
    background: left.background,
  });
  if (boxes !== undefined || prompt === '') return new Array<Plan>(candidates).fill(into(boxes ?? []));
  const said = await planPictures({ prompt, seed, candidates, boxes: [] }, context);
  return said.map(({ things, background }) => {
    const all = into(fitThings(things, rectangleOf(hole, context.pack.grid)));
    return left.background === '' ? { ...all, background } : all;
  });
}

function slotsOf(plans: readonly Plan[], source: Int32Array, cells: readonly number[]) {
  return fillingsOf(plans, (plan) => ({
    texts: { background: plan.background },
    images: { source },
    boxes: { things: plan.things },
    cells: { cells },
  }));
}
