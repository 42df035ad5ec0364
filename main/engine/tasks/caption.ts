import type { CaptionRequest, PackTask, RetrieverForm, Wording } from '../../../preload/contract';
import { type TextWeighing, rankTexts } from '../ranking/rank-texts';
import { seePicture, type SeenPicture, seenSlot } from './see-picture';
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
  const { alternatives = 1 } = request;
  const beams = settings.beams?.count ?? 1;
  const weighing = likenessOf(task, beams, slots, context);
  const written = await writeTexts({ ...writing, texts: weighing === undefined ? alternatives : beams }, context);
  const read = written.map(({ tokens, ...rest }) => ({ text: pack.tokenizer.decode(tokens).trim(), ...rest }));
  const ranked = weighing === undefined ? read : await rankTexts(read, weighing);
  context.signal.throwIfAborted();
  const told = eachOnce(ranked.map(({ text, confidence }) => ({ text, confidence }))).slice(0, alternatives);
  const [first = { text: '', confidence: 0 }, ...others] = told;
  const more = request.alternatives === undefined ? {} : { others };
  const who = { pack: pack.manifest.id, ...(familiarity && { familiarity }) };
  return { kind: 'text', ...first, ...more, ...who, timings: { total: performance.now() - started } };
}

/** How texts are weighed against the picture; undefined where the pack does not say so, or its retriever reads the picture otherwise. */
function likenessOf(
  { likeness }: PackTask,
  beams: number,
  seen: SeenPicture['slots'],
  { pack: { retriever } }: TaskContext,
): TextWeighing | undefined {
  if (likeness === undefined || beams === 1 || retriever === undefined) return undefined;
  const picture = pictureFor(retriever.reads, seen);
  return picture && { retriever, weight: likeness, picture };
}

function pictureFor(reads: RetrieverForm, { features, images }: SeenPicture['slots']) {
  const codes = images[seenSlot];
  switch (reads) {
    case 'features':
      return features?.[seenSlot];
    case 'codes':
      return codes && Int32Array.from(codes);
    case 'pixels':
      return undefined;
  }
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
