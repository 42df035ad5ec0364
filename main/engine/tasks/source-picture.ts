import { createHash } from 'node:crypto';
import {
  type AssetId,
  type PackTask,
  type Rectangle,
  type SamplingSettings,
  StudioError,
  type TaskName,
} from '../../../preload/contract';
import { readSource, type Source, squarePlanes } from '../codec';
import { codecOf } from '../pack/codec-of';
import type { PictureFiles } from '../protocol';
import { packTask, settingsFor, type TaskContext } from './task';

/** A picture that is to be changed, as the person and as the model have it. */
export type OpenSource = {
  readonly source: Source;
  /** Of its square. */
  readonly codes: Int32Array;
};

/** The model works on the middle of a part of it; of all of it unless given. */
export async function openSource(
  file: Uint8Array,
  part: Rectangle | undefined,
  { pack, signal }: TaskContext,
): Promise<OpenSource> {
  const source = await readSource(file, part);
  const codes = await pack.encodePicture(await squarePlanes(source, codecOf(pack.manifest).pixels));
  signal.throwIfAborted();
  return { source, codes };
}

type ChangeRequest = {
  readonly source: AssetId;
  readonly part?: Rectangle | undefined;
  readonly settings: Parameters<typeof settingsFor>[1];
};

/** What every change of a picture begins with. */
export type OpenChange = {
  readonly task: PackTask;
  readonly settings: SamplingSettings;
  /** What a recipe knows the source by. */
  readonly hash: string;
  readonly opened: OpenSource;
};

/** Throws `task-unsupported`, `asset-missing` and `image-unreadable`. */
export async function openChange(
  name: TaskName,
  request: ChangeRequest,
  pictures: PictureFiles,
  context: TaskContext,
): Promise<OpenChange> {
  const task = packTask(context.pack.manifest, name);
  const settings = settingsFor(task, request.settings);
  const file = fileOf(pictures, request.source);
  return { task, settings, hash: hashOf(file), opened: await openSource(file, request.part, context) };
}

/** The file of a picture that a request names. Throws `asset-missing`. */
export function fileOf(pictures: PictureFiles, wanted: AssetId): Uint8Array {
  const file = pictures.find(({ id }) => id === wanted);
  if (file !== undefined) return file.bytes;
  throw new StudioError({ code: 'asset-missing', message: 'A picture did not come with the job that needs it.' });
}

/** What a recipe knows a picture by. */
export function hashOf(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}
