import type { CaptionRequest } from '../../../preload/contract';
import { readPicture } from '../codec';
import { buildStreams } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { writeText } from './write-text';

/** Says what a picture shows; `source` is the file as it came in. */
export async function captionPicture(
  request: CaptionRequest,
  source: Uint8Array,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack, signal } = context;
  const task = packTask(pack.manifest, 'caption');
  const settings = settingsFor(task, request.settings);
  const image = await pack.encodePicture(await readPicture(source, pack.manifest.image.pixels));
  signal.throwIfAborted();
  const streams = buildStreams(pack, task, [{ texts: {}, images: { source: image }, boxes: {} }], settings);
  const ids = await writeText({ streams, settings, seed: request.seed, stop: task.stop ?? ['eos'] }, context);
  return { kind: 'text', text: pack.tokenizer.decode(ids).trim(), timings: { total: performance.now() - started } };
}
