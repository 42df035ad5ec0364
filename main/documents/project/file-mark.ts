import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from '../../../preload/contract';

/** What tells whether a file is still the one that was read or written last. */
export const FileMark = z.object({
  modified: z.number(),
  bytes: z.number(),
  node: z.number(),
  /** Of the drive that it is on; another one each time that a drive is connected. */
  device: z.number().optional(),
});
export type FileMark = z.infer<typeof FileMark>;

/** Undefined when there is no such file. */
export async function fileMark(path: string): Promise<FileMark | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { modified: found.mtimeMs, bytes: found.size, node: found.ino, device: found.dev };
}

export function sameFile(one: FileMark, other: FileMark): boolean {
  return one.modified === other.modified && one.bytes === other.bytes && one.node === other.node;
}

/** Whether the folder of a file that was there lies on another drive now: its own was taken away. */
export async function isDriveGone(path: string, { device }: FileMark): Promise<boolean> {
  const folder = await stat(dirname(path)).catch(() => undefined);
  return device !== undefined && folder !== undefined && folder.dev !== device;
}
