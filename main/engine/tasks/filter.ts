import { type EditRequest, type Recipe, StudioError } from '../../../preload/contract';
import { filterFor, type RegionLook } from '../../core/regions/filters';
import { findMask } from '../../core/regions/find-mask';
import { type FilterWish, readInstruction, understoodInstructions } from '../../core/regions/instruction';
import {
  type Filtered,
  filterRaster,
  plainPlanes,
  readSource,
  type Raster,
  type Source,
  toProfile,
  writePng,
} from '../codec';
import type { PictureFiles } from '../protocol';
import { openRegion } from './open-region';
import { recipeOf } from './recipe';
import { fileOf, hashOf } from './source-picture';
import type { DrawnPicture, TaskContext, TaskResult } from './task';
import { timingsOf } from './whole-pictures';

/** From here on a file is written quickly rather than small. */
const largePixels = 4_000_000;
/** Nothing is drawn. */
const settings = { temperature: 0, topP: 1, guidance: 1 };

/**
 * Gives a picture, or a region that the model finds in it, other colours. It is a filter over all of the picture, whatever
 * part of it the frame holds: a sky has no seam there. Throws `task-unsupported` for what is more than that, with what can
 * be said, and `nothing-to-change` where the region is not found.
 */
export async function filterPicture(
  request: EditRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const region = request.region ?? request.within;
  const wish = wishOf(request.prompt, region !== undefined, context);
  const file = fileOf(pictures, request.source);
  const source = await readSource(file, request.part);
  context.signal.throwIfAborted();
  const shown = region && (await openRegion(region, pictures, context.pack));
  const marks = shown?.marks && marksOver(source, await shown.marks(source.side));
  const found = await find(source, wish, context);
  const filter = filterFor(wish.change, found?.look ?? everything);
  const plain = source.coloured?.plain ?? source.raster;
  const filtered = await filterRaster(plain, filter, { follower: found?.follower, marks }, context.signal);
  const raster = await inOwnColours(source, plain, filtered);
  const recipe = recipeOf(
    {
      ...{
        task: 'edit',
        prompt: request.prompt.trim(),
        pictures: [hashOf(file)],
        seed: request.seed,
        candidate: 0,
        settings,
      },
      ...{ marks: shown?.named, part: shown === undefined ? undefined : request.part, filter: filterIn(wish) },
    },
    context,
  );
  const picture = await finish(source, raster, filtered.touched, recipe);
  return { kind: 'pictures', pictures: [picture], timings: timingsOf(started) };
}

const everything: RegionLook = { light: 128, top: 0, bottom: 1 };

/** Throws `task-unsupported`. */
function wishOf(prompt: string, marked: boolean, { pack: { manifest } }: TaskContext): FilterWish {
  const classes = manifest.regions?.classes ?? [];
  const wish = readInstruction(prompt, classes, marked);
  if (wish !== undefined) return wish;
  const examples = understoodInstructions(classes).map((words) => `“${words}”`);
  throw new StudioError({
    code: 'task-unsupported',
    message: `“${prompt.trim()}” is more than the pack “${manifest.title}” can do with a picture: it changes colours with filters and draws nothing.`,
    hint: `It understands ${examples.join(', ')}; also brightness, warmth and colour of: ${classes.map(({ name }) => name).join(', ')}.`,
  });
}

/** Where the region of the wish lies; undefined where all of the picture is meant. Throws `nothing-to-change`. */
async function find(source: Source, { region }: FilterWish, { pack, signal }: TaskContext) {
  const finder = region && (await pack.regionFinder());
  if (region === undefined || finder === undefined) return undefined;
  const { width, height } = finder.sizeFor(source.raster.width, source.raster.height);
  const planes = await plainPlanes(source, width, height);
  const probabilities = await finder.find(planes, region.name);
  signal.throwIfAborted();
  return findMask(planes, probabilities) ?? notFound(region.name);
}

function notFound(name: string): never {
  throw new StudioError({
    code: 'nothing-to-change',
    message: `No ${name} was found in this picture. It stays as it is.`,
    hint: 'Mark the part with a mask, and say “make it orange”.',
  });
}

/** The marks of the square as those of the whole picture. */
function marksOver({ raster, left, top, side }: Source, square: Uint8Array): Uint8Array {
  const marks = new Uint8Array(raster.width * raster.height);
  for (let y = 0; y < side; y++) marks.set(square.subarray(y * side, (y + 1) * side), (top + y) * raster.width + left);
  return marks;
}

/** Where nothing was touched, the source's own numbers, whatever they mean. */
async function inOwnColours(
  { raster, coloured }: Source,
  plain: Raster,
  { raster: filtered }: Filtered,
): Promise<Raster> {
  if (coloured === undefined) return filtered;
  const converted = await toProfile(filtered, coloured.profile);
  const data = raster.data.slice();
  const { channels } = raster;
  for (let at = 0; at < data.length; at += channels) {
    if ([0, 1, 2].every((channel) => plain.data[at + channel] === filtered.data[at + channel])) continue;
    for (let channel = 0; channel < 3; channel++) data[at + channel] = converted.data[at + channel] ?? 0;
  }
  return { ...raster, data };
}

async function finish(source: Source, raster: Raster, touched: Uint8Array, recipe: Recipe): Promise<DrawnPicture> {
  const { width, height } = raster;
  const effort = width * height > largePixels ? 'fast' : 'small';
  const bytes = await writePng(raster, effort, source.coloured?.profile);
  return { bytes, width, height, recipe, uncertainty: [], changed: countTouched(source.raster, raster, touched) };
}

/** Counted in the finished picture, not taken from what was meant. */
function countTouched(before: Raster, after: Raster, touched: Uint8Array) {
  const counted = { inside: 0, outside: 0 };
  const { channels } = before;
  for (let pixel = 0; pixel < touched.length; pixel++) {
    const at = pixel * channels;
    let same = true;
    for (let channel = 0; channel < channels; channel++)
      if (before.data[at + channel] !== after.data[at + channel]) same = false;
    if (!same) counted[touched[pixel] === 1 ? 'inside' : 'outside']++;
  }
  return counted;
}

function filterIn({ change, region }: FilterWish): NonNullable<Recipe['filter']> {
  const what = change.kind === 'colour' ? change.name : change.kind;
  return { change: what, ...(region && { region: region.name }) };
}
