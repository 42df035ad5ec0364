import { type GenerateRequest, type PackTask, type Plan, StudioError } from '../../../preload/contract';
import type { Slots } from '../../core/template/prompt';
import { cellCount } from '../../core/geometry/grid';
import { takesNegative } from '../../packs';
import type { PictureFiles } from '../protocol';
import { rankersOf } from '../ranking/rank-pictures';
import { plansFor, slotsFor } from './plans-for';
import { checkPrompt } from './prompt-check';
import { rankDrawn } from './rank-drawn';
import { encodeFile } from './read';
import { readBack } from './read-back';
import { recipeOf } from './recipe';
import { begunCodes, takenCodes } from './resume';
import { fileOf, hashOf } from './source-picture';
import { buildStreams } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { drawPictures, finishPictures, timingsOf } from './whole-pictures';

/**
 * Draws the candidates of a sentence, all at once. In a pack that draws from plans each candidate is planned first, unless
 * the request brings a plan. With references the pictures are drawn after those. Where there are several they are ranked,
 * and the best comes first.
 */
export async function generatePictures(
  request: GenerateRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { manifest, tokenizer } = context.pack;
  const { references = [], seed, candidates } = request;
  const task = packTask(manifest, references.length > 0 ? 'liken' : 'generate');
  const settings = settingsFor(task, request.settings);
  const prompt = checkPrompt(request.prompt, task, tokenizer);
  const negative = checkNegative(request.negative, task, context);
  const asked = { ...request, prompt, negative };
  const plans = await plansFor(task, asked, context);
  if (plans.length > 0) context.onPlans({ plans });
  const files = references.map((id) => fileOf(pictures, id));
  const slots = withGallery(slotsFor(asked, plans), await encodeAll(files, context));
  const begun = begunCodes(asked, cellCount(context.pack.grid), context.pack);
  const streams = buildStreams(context.pack, task, slots, settings);
  const { drawn, firstShown } = await drawPictures({ seed, settings, streams, begun }, context);
  const made = { task: 'generate', prompt, negative, pictures: files.map(hashOf) } as const;
  const order = await rankDrawn(drawn, plans, { rank: request.rank, prompt, rankers: rankersOf }, context);
  const finished = await finishPictures(drawn, order, context, (candidate) =>
    recipeOf(
      { ...made, plan: plans[candidate], taken: takenCodes(request, candidate), seed, candidate, settings },
      context,
    ),
  );
  const told = request.readBack === true ? await readBack(drawn, plansOf(plans, candidates), context) : [];
  const all = finished.map((picture) => ({ ...picture, ...told[picture.recipe.candidate] }));
  return { kind: 'pictures', pictures: all, timings: timingsOf(started, firstShown) };
}

/** What the pictures are not to show, undefined where nothing is said. Throws `task-unsupported` where the pack takes no such words. */
function checkNegative(text = '', task: PackTask, { pack }: TaskContext): string | undefined {
  if (text.trim() === '') return undefined;
  if (takesNegative(task)) return checkPrompt(text, task, pack.tokenizer);
  throw new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${pack.manifest.title}” cannot be told what a picture is not to show.`,
    hint: 'Leave that empty, or choose another pack.',
  });
}

async function encodeAll(files: readonly Uint8Array[], context: TaskContext): Promise<readonly Int32Array[]> {
  const codes: Int32Array[] = [];
  for (const file of files) codes.push(await encodeFile(file, context));
  return codes;
}

/** Adds the references to every filling; fillings that were one stay one. */
function withGallery(slots: readonly Slots[], references: readonly Int32Array[]): readonly Slots[] {
  if (references.length === 0) return slots;
  const filled = new Map([...new Set(slots)].map((own) => [own, { ...own, galleries: { references } }]));
  return slots.map((own) => filled.get(own) ?? own);
}

function plansOf(plans: readonly Plan[], candidates: number): readonly (Plan | undefined)[] {
  return Array.from({ length: candidates }, (_, candidate) => plans[candidate]);
}
