import { stat } from 'node:fs/promises';
import { z } from '../../../preload/contract';

/** What tells whether a file is still the one that was read or written last. */
export const FileMark = z.object({ modified: z.number(), bytes: z.number(), node: z.number() });
export type FileMark = z.infer<typeof FileMark>;

/** Undefined when there is no such file. */
export async function fileMark(path: string): Promise<FileMark | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { modified: found.mtimeMs, bytes: found.size, node: found.ino };
}

export function sameFile(one: FileMark, other: FileMark): boolean {
  return one.modified === other.modified && one.bytes === other.bytes && one.node === other.node;
}
