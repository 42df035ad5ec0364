import type { MapRequest } from '../../../preload/contract';
import { encodeFile } from './read';
import { recipeOf } from './recipe';
import { hashOf } from './source-picture';
import { buildStreams } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { drawPictures, finishPictures, timingsOf, unranked } from './whole-pictures';

/** Draws a map of a picture: which class of things each part belongs to, or how near it is. */
export async function mapPicture(request: MapRequest, source: Uint8Array, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const { seed } = request;
  const task = packTask(context.pack.manifest, request.task);
  const settings = settingsFor(task, request.settings);
  const slots = { texts: {}, images: { source: await encodeFile(source, context) }, boxes: {} };
  const streams = buildStreams(context.pack, task, [slots], settings);
  const { drawn, firstShown } = await drawPictures({ seed, settings, streams, begun: [[]] }, context);
  const making = { task: request.task, prompt: '', seed, candidate: 0, settings, pictures: [hashOf(source)] };
  const pictures = await finishPictures(drawn, unranked(drawn), context, () => recipeOf(making, context));
  return { kind: 'pictures', pictures, timings: timingsOf(started, firstShown) };
}
