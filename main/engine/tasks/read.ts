import type { EditRequest, Plan, ReadPlan, ReadRequest, SamplingSettings } from '../../../preload/contract';
import { candidateStream } from '../../core/random/candidate-stream';
import { readPicture } from '../codec';
import { codecOf } from '../pack/codec-of';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { timingsOf } from './whole-pictures';
import { writePlans } from './write-plans';

/** Says what stands where in a picture; `source` is the file as it came in. */
export async function readLayout(request: ReadRequest, source: Uint8Array, context: TaskContext): Promise<TaskResult> {
  const started = performance.now();
  const codes = await encodeFile(source, context);
  const plan = await readCodes(codes, context, request);
  return { kind: 'plan', plan, timings: timingsOf(started) };
}

/** The codes of a picture's middle square. */
export async function encodeFile(file: Uint8Array, { pack, signal }: TaskContext): Promise<Int32Array> {
  const codes = await pack.encodePicture(await readPicture(file, codecOf(pack.manifest).pixels));
  signal.throwIfAborted();
  return codes;
}

type Reading = {
  readonly seed?: number;
  readonly settings?: { [N in keyof SamplingSettings]?: SamplingSettings[N] | undefined };
};

export async function readCodes(
  codes: ArrayLike<number>,
  context: Pick<TaskContext, 'pack' | 'signal'>,
  reading: Reading = {},
): Promise<ReadPlan> {
  const [plan] = await readAll([codes], context, reading);
  return plan ?? { things: [], background: '', confidence: 0 };
}

/** What is known of a picture that is to be changed without reading it: from a job that goes on, or from the request. */
export function knownPlan({ before, begun }: Pick<EditRequest, 'before' | 'begun'>): Plan | undefined {
  return begun?.before ?? before;
}

/** What each of some pictures shows, read together. Throws `task-unsupported`. */
export async function readAll(
  pictures: readonly ArrayLike<number>[],
  context: Pick<TaskContext, 'pack' | 'signal'>,
  { seed = 0, settings = {} }: Reading = {},
): Promise<ReadPlan[]> {
  const task = packTask(context.pack.manifest, 'read');
  const slots = pictures.map((source) => ({ texts: {}, images: { source }, boxes: {} }));
  const randoms = pictures.map((_, index) => candidateStream(seed, index, 'plan'));
  return writePlans({ task, slots, randoms, settings: settingsFor(task, settings) }, context);
}
