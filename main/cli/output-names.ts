import { extname } from 'node:path';

/** One file name for each picture: the given one, or numbered from 1 when there are several. */
export function outputNames(path: string, count: number): string[] {
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  return count === 1 ? [path] : Array.from({ length: count }, (_, index) => `${stem}-${index + 1}${ending}`);
}
