import type { GenerateRequest, Plan, Recipe, SamplingSettings } from '../../../preload/contract';
import { cellCount } from '../../core/geometry/grid';
import { anyOf } from '../../core/grammar/grammar';
import { candidateStream } from '../../core/random/candidate-stream';
import { createRaster, paintRows, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import { rankersOf, rankPictures, type Ranked } from '../ranking/rank-pictures';
import { drawWithProgress } from './draw-tokens';
import { plansFor, slotsFor } from './plans-for';
import { Previews } from './previews';
import { checkPrompt } from './prompt-check';
import { begunCodes, goOn, skip } from './resume';
import { buildStreams, type Streams } from './streams';
import { type DrawnPicture, type MadePicture, packTask, settingsFor, type TaskContext, type TaskResult } from './task';

/**
 * Draws the candidates of a sentence, all at once. In a pack that draws from plans each candidate is planned first, unless
 * the request brings a plan. Where there are several they are ranked, and the best comes first.
 */
export async function generatePictures(request: GenerateRequest, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const task = packTask(context.pack.manifest, 'generate');
  const settings = settingsFor(task, request.settings);
  const prompt = checkPrompt(request.prompt, task, context.pack.tokenizer);
  const asked = { ...request, prompt };
  const plans = await plansFor(task, asked, context);
  if (plans.length > 0) context.onPlans({ plans });
  const begun = begunCodes(asked, context.pack);
  const streams = goOn(buildStreams(context.pack, task, slotsFor(asked, plans), settings), begun, context.pack);
  const previews = new Previews(context.pack, request.candidates, context.onPreview);
  const drawn = await drawCodes(asked, begun, settings, streams, previews, context).finally(() => previews.end());
  const order = await rank(asked, drawn, context);
  const pictures = await finish(drawn, order, context, (candidate) =>
    recipeOf(asked, settings, candidate, plans[candidate], context),
  );
  return { kind: 'pictures', pictures, timings: timingsOf(started, previews.firstShown) };
}

/** What was drawn of one candidate, token by token in reading order. */
type Drawn = { readonly codes: Int32Array; readonly uncertainty: number[] };

/** Every candidate as a whole picture. */
async function drawCodes(
  { seed }: GenerateRequest,
  begun: readonly (readonly number[])[],
  settings: SamplingSettings,
  streams: Streams,
  previews: Previews,
  context: TaskContext,
): Promise<readonly Drawn[]> {
  const { vocabulary, grid } = context.pack;
  const drawn = begun.map((before): Drawn => {
    const codes = new Int32Array(cellCount(grid));
    codes.set(before);
    return { codes, uncertainty: before.map(() => 0) };
  });
  const before = begun[0]?.length ?? 0;
  const codes = drawn.map((own) => own.codes);
  const randoms = drawn.map((_, candidate) => skip(candidateStream(seed, candidate), before, settings));
  const entropies = new Float64Array(drawn.length);
  const drawing = { streams, settings, randoms, grammar: anyOf(vocabulary.imageTokens()), entropies };
  await drawWithProgress(drawing, context, async (tokens, more) => {
    const done = before + more;
    drawn.forEach((own, candidate) => {
      own.codes[done - 1] = vocabulary.imageCode(tokens[candidate] ?? 0);
      own.uncertainty.push(Math.round((entropies[candidate] ?? 0) * 100) / 100);
    });
    await previews.update(codes, done, context.signal);
  });
  return drawn;
}

/** The pictures in the order in which they are given, with their scores where they were ranked. */
async function rank(
  { prompt, candidates, rank: wanted = candidates > 1 }: GenerateRequest,
  drawn: readonly Drawn[],
  { pack, signal }: TaskContext,
): Promise<readonly Ranked[]> {
  const rankers = wanted ? rankersOf(pack) : [];
  if (rankers.length === 0) return drawn.map((_, candidate) => ({ candidate }));
  const pictures = drawn.map(({ codes }) => codes);
  return rankPictures(rankers, prompt, pictures, signal);
}

async function finish(
  drawn: readonly Drawn[],
  order: readonly Ranked[],
  { pack, signal }: TaskContext,
  recipe: (candidate: number) => Recipe,
): Promise<readonly DrawnPicture[]> {
  const pictures: DrawnPicture[] = [];
  for (const { candidate, scores } of order) {
    const own = drawn[candidate];
    if (own === undefined) continue;
    signal.throwIfAborted();
    const picture = await decodePicture(pack, own.codes);
    pictures.push({ ...picture, recipe: recipe(candidate), uncertainty: own.uncertainty, ...(scores && { scores }) });
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
