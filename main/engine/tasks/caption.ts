import type { CaptionRequest, PackTask, Wording } from '../../../preload/contract';
import { seePicture } from './see-picture';
import { buildStreams } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { writeTexts } from './write-text';

/** Says what a picture shows; `source` is the file as it came in. */
export async function captionPicture(
  request: CaptionRequest,
  source: Uint8Array,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const task = packTask(pack.manifest, 'caption');
  const settings = settingsFor(task, withBeams(request, task));
  const { slots, familiarity } = await seePicture(source, task, context);
  const streams = buildStreams(pack, task, [{ texts: {}, boxes: {}, ...slots }], settings);
  const writing = { streams, settings, seed: request.seed, stop: task.stop ?? ['eos'] } as const;
  const written = await writeTexts({ ...writing, texts: request.alternatives ?? 1 }, context);
  const told = eachOnce(
    written.map(({ tokens, confidence }) => ({ text: pack.tokenizer.decode(tokens).trim(), confidence })),
  );
  const [first = { text: '', confidence: 0 }, ...others] = told;
  const more = request.alternatives === undefined ? {} : { others };
  const who = { pack: pack.manifest.id, ...(familiarity && { familiarity }) };
  return { kind: 'text', ...first, ...more, ...who, timings: { total: performance.now() - started } };
}

/** Alternatives need a beam each. */
function withBeams({ alternatives = 1, settings }: CaptionRequest, { defaults }: PackTask): CaptionRequest['settings'] {
  const { count, lengthPenalty } = settings.beams ?? defaults.beams ?? { count: 1, lengthPenalty: 1 };
  return alternatives <= count ? settings : { ...settings, beams: { count: alternatives, lengthPenalty } };
}

/** Different tokens may read the same. */
function eachOnce(wordings: readonly Wording[]): Wording[] {
  return wordings.filter(({ text }, index) => wordings.findIndex((other) => other.text === text) === index);
}
