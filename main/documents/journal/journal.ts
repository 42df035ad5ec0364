import { type FileHandle, open, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../atomic-write';
import { fileMark, sameFile } from '../project/file-mark';
import { hasCode } from '../system-errors';
import { notKept } from './journal-error';
import { own } from './owner';
import { type BaseRecord, type JournalRecord, encodeRecord, readRecords } from './record';
import { type JournalledProject, replay } from './replay';

/** Changes and bytes after which a journal is worth being written anew from the present state. */
const maximumChanges = 500;
const maximumBytes = 4 * 1024 ** 2;

/**
 * The journal of one project: a folder with the file `journal`. What `append` has resolved for survives a crash of the
 * studio and of the machine. Calls must not overlap.
 */
export class Journal {
  readonly folder: string;
  #file: FileHandle | undefined;
  #records = 0;
  #bytes = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Whether it can be appended to; otherwise it has to be begun first. */
  get begun(): boolean {
    return this.#file !== undefined;
  }

  get long(): boolean {
    return this.#records > maximumChanges || this.#bytes > maximumBytes;
  }

  /** Writes the journal anew; after a crash meanwhile the old or the new one is there, whole. */
  async begin(base: BaseRecord): Promise<void> {
    const bytes = encodeRecord(base, 0);
    await this.close();
    try {
      await own(this.folder);
      await writeFileAtomically(this.#path, bytes);
      this.#file = await open(this.#path, 'a');
    } catch (thrown) {
      throw notKept(thrown);
    }
    [this.#records, this.#bytes] = [1, bytes.length];
  }

  /** Throws `file-unwritable`; the journal then holds what it held before, and has to be begun anew. */
  async append(record: JournalRecord): Promise<void> {
    const bytes = encodeRecord(record, this.#records);
    try {
      await this.#file?.appendFile(bytes);
      await this.#file?.datasync();
    } catch (thrown) {
      await this.#takeBack();
      throw notKept(thrown);
    }
    this.#records += 1;
    this.#bytes += bytes.length;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await removeJournal(this.folder);
  }

  get #path(): string {
    return journalPath(this.folder);
  }

  /** Removes what was written in part: records after it could not be read. */
  async #takeBack(): Promise<void> {
    await this.close().catch(() => undefined);
    await truncate(this.#path, this.#bytes).catch(() => undefined);
  }
}

/** What the journal in the folder tells; undefined when there is none or not even its beginning can be read. */
export async function readJournal(folder: string): Promise<JournalledProject | undefined> {
  const bytes = await readFile(journalPath(folder)).catch(unlessMissing);
  const replayed = bytes && replay(readRecords(bytes).records);
  if (replayed?.ifSaved === undefined) return replayed?.project;
  const { path = '', mark } = replayed.ifSaved;
  const there = await fileMark(path);
  const isSaved = there !== undefined && mark !== undefined && sameFile(there, mark);
  return isSaved ? replayed.ifSaved : replayed.project;
}

function unlessMissing(thrown: unknown): undefined {
  if (!hasCode(thrown, 'ENOENT')) throw thrown;
}

export async function removeJournal(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export function journalPath(folder: string): string {
  return join(folder, 'journal');
}
