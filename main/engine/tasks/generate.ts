import type { GenerateRequest, Plan, Recipe, SamplingSettings } from '../../../preload/contract';
import { cellCount } from '../../core/geometry/grid';
import { anyOf } from '../../core/grammar/grammar';
import { candidateStream } from '../../core/random/candidate-stream';
import { createRaster, paintRows, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import { drawWithProgress } from './draw-tokens';
import { plansFor, slotsFor } from './plans-for';
import { Previews } from './previews';
import { checkPrompt } from './prompt-check';
import { buildStreams, type Streams } from './streams';
import { type MadePicture, packTask, settingsFor, type TaskContext, type TaskResult } from './task';

/**
 * Draws the candidates of a sentence, all at once. In a pack that draws from plans each candidate is planned first, unless
 * the request brings a plan.
 */
export async function generatePictures(request: GenerateRequest, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const task = packTask(context.pack.manifest, 'generate');
  const settings = settingsFor(task, request.settings);
  const prompt = checkPrompt(request.prompt, task, context.pack.tokenizer);
  const asked = { ...request, prompt };
  const plans = await plansFor(task, asked, context);
  if (plans.length > 0) context.onPlans(plans);
  const streams = buildStreams(context.pack, task, slotsFor(asked, plans), settings.guidance);
  const previews = new Previews(context.pack, request.candidates, context.onPreview);
  const codes = await drawCodes(asked, settings, streams, previews, context);
  const pictures = await finish(codes, context, (candidate) =>
    recipeOf(asked, settings, candidate, plans[candidate], context),
  );
  return { kind: 'pictures', pictures, timings: timingsOf(started, previews.firstShown) };
}

/** The codes of every candidate, whole pictures in reading order. */
async function drawCodes(
  { seed, candidates }: GenerateRequest,
  settings: SamplingSettings,
  streams: Streams,
  previews: Previews,
  context: TaskContext,
): Promise<Int32Array[]> {
  const { vocabulary, grid } = context.pack;
  const codes = Array.from({ length: candidates }, () => new Int32Array(cellCount(grid)));
  const randoms = codes.map((_, candidate) => candidateStream(seed, candidate));
  const drawing = { streams, settings, randoms, grammar: anyOf(vocabulary.imageTokens()) };
  await drawWithProgress(drawing, context, async (tokens, done) => {
    codes.forEach((own, candidate) => (own[done - 1] = vocabulary.imageCode(tokens[candidate] ?? 0)));
    await previews.update(codes, done, context.signal);
  });
  return codes;
}

async function finish(
  codes: readonly Int32Array[],
  { pack, signal }: TaskContext,
  recipe: (candidate: number) => Recipe,
) {
  const pictures: (MadePicture & { recipe: Recipe })[] = [];
  for (const [candidate, own] of codes.entries()) {
    signal.throwIfAborted();
    pictures.push({ ...(await decodePicture(pack, own)), recipe: recipe(candidate) });
  }
  return pictures;
}

async function decodePicture(pack: LoadedPack, codes: Int32Array): Promise<MadePicture> {
  const planes = await pack.decodeRows(codes);
  const raster = createRaster(planes.width, planes.height, 3);
  paintRows(raster, 0, planes, 0);
  return { bytes: await writePng(raster, 'small'), width: planes.width, height: planes.height };
}

/** No date and no path: the same request gives the same file. */
function recipeOf(
  { prompt, seed }: GenerateRequest,
  settings: SamplingSettings,
  candidate: number,
  plan: Plan | undefined,
  { pack: { manifest, hash }, studio, device }: TaskContext,
): Recipe {
  const pack = { id: manifest.id, version: manifest.version, hash };
  const planned = plan === undefined ? {} : { plan };
  return { format: 1, task: 'generate', prompt, ...planned, seed, candidate, settings, pack, studio, device };
}

function timingsOf(started: number, firstShown: number | undefined): TaskResult['timings'] {
  const total = performance.now() - started;
  return firstShown === undefined ? { total } : { firstRow: firstShown - started, total };
}
