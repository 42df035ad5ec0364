import type { FoundFile } from '../photo';

export type ScanPlan = {
  /** New files and files that changed since they were read. */
  readonly read: readonly FoundFile[];
  /** Known paths at which there is no file any more. */
  readonly gone: readonly string[];
};

/** What has to be done so that what is known says what is there. A file with the same size and date is the same file. */
export function planScan(found: readonly FoundFile[], known: readonly FoundFile[]): ScanPlan {
  const before = new Map(known.map((file) => [file.path, file]));
  const there = new Set(found.map(({ path }) => path));
  return {
    read: found.filter((file) => !isSame(file, before.get(file.path))),
    gone: known.map(({ path }) => path).filter((path) => !there.has(path)),
  };
}

function isSame(file: FoundFile, before: FoundFile | undefined): boolean {
  return before?.bytes === file.bytes && before.modified === file.modified;
}
