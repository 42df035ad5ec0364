import type { CaptionRequest } from '../../../preload/contract';
import { ended } from '../../core/generator/generate';
import { anyOf } from '../../core/grammar/grammar';
import { candidateStream } from '../../core/random/candidate-stream';
import { readPicture } from '../codec';
import { drawWithProgress } from './draw-tokens';
import { buildStreams } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';

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
  const streams = buildStreams(pack, task, [{ texts: {}, images: { source: image }, boxes: {} }], settings.guidance);
  const stop = pack.vocabulary.stopTokens(task.stop ?? ['eos']);
  const randoms = [candidateStream(request.seed, 0)];
  const ids: number[] = [];
  await drawWithProgress(
    { streams, randoms, settings, grammar: anyOf(pack.vocabulary.textTokens(stop), stop) },
    context,
    ([token]) => {
      if (token !== undefined && token !== ended) ids.push(token);
    },
  );
  return { kind: 'text', text: pack.tokenizer.decode(ids).trim(), timings: { total: performance.now() - started } };
}
