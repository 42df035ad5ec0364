import { readFile } from 'node:fs/promises';
import { StudioError } from '../../preload/contract';

/** Reads and parses one of the evaluation's own files. Throws `file-missing` when that is not possible. */
export async function readOrFail<T>(path: string, parse: (text: string) => T): Promise<T> {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw missing(path, thrown);
  }
}

export function missing(path: string, cause: unknown): StudioError {
  const data = {
    code: 'file-missing',
    message: `The file ${path} of the evaluation cannot be read.`,
    detail: cause instanceof Error ? cause.message : String(cause),
    hint: 'Name the folder of the judge and its suites with --judge; native-models/recipe/README.md says how they are made.',
  } as const;
  return new StudioError(data, { cause });
}
