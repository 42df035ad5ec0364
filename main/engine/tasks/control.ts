import type { ControlRequest, Plan } from '../../../preload/contract';
import { cellCount } from '../../core/geometry/grid';
import { candidateStream } from '../../core/random/candidate-stream';
import type { PictureFiles } from '../protocol';
import { planRankersOf } from '../ranking/rank-pictures';
import { fillingsOf } from './fillings';
import { checkPrompt } from './prompt-check';
import { rankDrawn } from './rank-drawn';
import { encodeFile } from './read';
import { readBack } from './read-back';
import { recipeOf } from './recipe';
import { begunCodes, takenCodes } from './resume';
import { fileOf, hashOf } from './source-picture';
import { buildStreams, templateOf } from './streams';
import { packTask, templateSettings, type TaskContext, type TaskResult } from './task';
import { drawPictures, finishPictures, timingsOf } from './whole-pictures';
import { planOf, writePlans } from './write-plans';

/** Draws pictures along a control: what stands where is read from it, with the words that go with it, and then drawn. */
export async function followControl(
  request: ControlRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const { seed } = request;
  const task = packTask(pack.manifest, 'control');
  const settings = templateSettings(task, templateOf(task, 'image'), request.settings);
  const prompt = request.prompt.trim() === '' ? '' : checkPrompt(request.prompt, task, pack.tokenizer);
  const file = fileOf(pictures, request.control);
  const control = await encodeFile(file, context);
  const plans = await plansOf({ ...request, prompt }, control, context);
  context.onPlans({ plans });
  const slots = fillingsOf(plans, (plan) => slotsFor(prompt, control, plan));
  const streams = buildStreams(pack, task, slots, settings, 'image');
  const begun = begunCodes(request, cellCount(pack.grid), pack);
  const { drawn, firstShown } = await drawPictures({ seed, settings, streams, begun }, context);
  const made = { task: 'control', prompt, control: request.kind, pictures: [hashOf(file)] } as const;
  const order = await rankDrawn(drawn, plans, { rank: request.rank, rankers: planRankersOf }, context);
  const finished = await finishPictures(drawn, order, context, (candidate) =>
    recipeOf(
      { ...made, plan: plans[candidate], taken: takenCodes(request, candidate), seed, candidate, settings },
      context,
    ),
  );
  const told = request.readBack === true ? await readBack(drawn, plans, context) : [];
  const all = finished.map((picture) => ({ ...picture, ...told[picture.recipe.candidate] }));
  return { kind: 'pictures', pictures: all, timings: timingsOf(started, firstShown) };
}

/** One plan for each candidate. */
async function plansOf(request: ControlRequest, control: Int32Array, context: TaskContext): Promise<readonly Plan[]> {
  const { begun, plan, candidates, prompt, seed } = request;
  if (begun?.plans.length === candidates) return begun.plans;
  if (plan !== undefined) return new Array<Plan>(candidates).fill(plan);
  const task = packTask(context.pack.manifest, 'control');
  const slots = { texts: { prompt }, images: { control }, boxes: {} };
  const randoms = Array.from({ length: candidates }, (_, candidate) => candidateStream(seed, candidate, 'plan'));
  const settings = templateSettings(task, templateOf(task, 'plan'), {});
  const written = await writePlans({ task, slots: randoms.map(() => slots), randoms, settings }, context);
  return written.map(planOf);
}

function slotsFor(prompt: string, control: Int32Array, { things, background }: Plan) {
  return { texts: { prompt, background }, images: { control }, boxes: { things } };
}
