import { constants } from 'node:os';

/** Whether the operating system gave this code, for instance `ENOENT`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return codeOf(thrown) === code;
}

/** Node has no names for some errors, such as that of a quota; the system has. */
function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  if (!('errno' in thrown) || !String(thrown.code).startsWith('Unknown')) return String(thrown.code);
  const number = Math.abs(Number(thrown.errno));
  return Object.entries(constants.errno).find(([, known]) => known === number)?.[0];
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your space on the disk is used up',
  EFBIG: 'the disk does not take files of this size',
  EIO: 'the disk does not work as it should, or was unplugged',
  ENXIO: 'the drive is not there any more',
  ENODEV: 'the drive is not there any more',
  ESTALE: 'the drive is not there any more',
  EBUSY: 'another program holds the file',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of the path is not a folder',
};

/** Why something could not be written, in words that end a sentence. */
export function writeReason(thrown: unknown): string {
  return reasons[codeOf(thrown) ?? ''] ?? 'the system refused';
}
