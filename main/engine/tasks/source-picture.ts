import { createHash } from 'node:crypto';
import { type AssetId, StudioError } from '../../../preload/contract';
import { readSource, type Source, squarePlanes } from '../codec';
import type { PictureFiles } from '../protocol';
import type { TaskContext } from './task';

/** A picture that is to be changed, as the person and as the model have it. */
export type OpenSource = {
  readonly source: Source;
  /** Of its square. */
  readonly codes: Int32Array;
};

export async function openSource(file: Uint8Array, { pack, signal }: TaskContext): Promise<OpenSource> {
  const source = await readSource(file);
  const codes = await pack.encodePicture(await squarePlanes(source, pack.manifest.image.pixels));
  signal.throwIfAborted();
  return { source, codes };
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
