import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isFileMissing, packError } from './errors';

/** Whether `path` is `folder` or lies in it; both absolute, symbolic links resolved. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The real path of one of the pack's files; a symbolic link may not lead out of `folder`, which is a real path. */
export async function resolveInPack(folder: string, path: string): Promise<string> {
  const real = await realFile(folder, path);
  if (!isInside(folder, real)) {
    throw packError('pack-path-outside', folder, `names the file “${path}”, which leads out of its folder.`);
  }
  return real;
}

async function realFile(folder: string, path: string): Promise<string> {
  try {
    return await realpath(join(folder, path));
  } catch (thrown) {
    if (isFileMissing(thrown)) throw packError('pack-file-missing', folder, `lacks its file “${path}”.`, thrown);
    throw packError('pack-invalid', folder, `has a file “${path}” that cannot be opened.`, thrown);
  }
}
