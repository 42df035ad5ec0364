import { readFile } from 'node:fs/promises';
import { StudioError } from '../../../preload/contract';

/** What a table about photos is called and looks like, and what its lines say. */
export type TableForm<T> = {
  /** As in “The table of captions”. */
  readonly of: string;
  readonly hint: string;
  /** What an odd line is not. */
  readonly line: string;
  /** What the cells behind the name of the photo say; undefined where they, or the name, are not as they should be. */
  readonly read: (cells: readonly string[], name: string) => T | undefined;
};

/**
 * A table with a line for each thing that is known of a photo: the photo's name first, tabs between the cells. By the names of
 * the photos, in the order of the table. Throws `file-missing` and `bad-request`.
 */
export async function readTable<T>(path: string, form: TableForm<T>): Promise<ReadonlyMap<string, readonly T[]>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const message = `The table of ${form.of} ${path} cannot be read.`;
    throw new StudioError({ code: 'file-missing', message, hint: form.hint }, { cause });
  });
  const found = new Map<string, T[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [name = '', ...cells] = line.split('\t');
    const row = form.read(cells, name);
    if (row === undefined) throw oddLine(path, index + 1, form);
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return found;
}

function oddLine<T>(path: string, number: number, { line, hint }: TableForm<T>): StudioError {
  return new StudioError({ code: 'bad-request', message: `Line ${number} of ${path} is not ${line}.`, hint });
}
