import { join } from 'node:path';
import {
  type CaptioningView,
  type CaptioningWishes,
  type FolderId,
  type LibraryFolder,
  StudioError,
  captionTableName,
  errorData,
  maximumCaptionProblems,
} from '../../../preload/contract';
import type { Description } from '../../documents/sidecars/sidecar';
import type { FoundFile } from '../../library/photo';
import type { Listener } from '../listeners';
import { type CaptionOutcome, type FolderWishes, captionFolder, requireFreeTable } from './caption-folder';

export type CaptioningParts = {
  /** Where a folder of the library is. Throws `folder-missing`. */
  readonly folder: (id: FolderId) => Promise<LibraryFolder>;
  readonly describe: (found: FoundFile, signal: AbortSignal) => Promise<Description>;
  /** A file got a caption. */
  readonly described: (path: string, text: string) => void;
  readonly emit: Listener;
  /** Told about what must not happen. */
  readonly report: (channel: string, thrown: unknown) => void;
};

/** Milliseconds between two messages about how far it is. */
const reportInterval = 200;

/** Writes the captions of one folder of the library at a time, and remembers what came of the last one. */
export class FolderCaptioning {
  readonly #parts: CaptioningParts;
  #view: CaptioningView | undefined;
  #running: AbortController | undefined;
  #work: Promise<void> = Promise.resolve();
  #reporting: NodeJS.Timeout | undefined;

  constructor(parts: CaptioningParts) {
    this.#parts = parts;
  }

  get view(): CaptioningView | undefined {
    return this.#view;
  }

  /**
   * Resolves when it has begun. Throws `library-busy` while a folder is captioned, `folder-missing`, and `file-unwritable`
   * where there is a table already that may not be written over.
   */
  async start({ folder: id, kinds, table, overwrite }: CaptioningWishes): Promise<void> {
    if (this.#running !== undefined) throw busy(this.#view?.name);
    const controller = new AbortController();
    this.#running = controller;
    try {
      const folder = await this.#parts.folder(id);
      const wishes = { kinds, overwrite, ...(table && { table: join(folder.place, captionTableName) }) };
      await requireFreeTable(wishes);
      this.#view = beginningOf(folder);
      this.#work = this.#run(folder.place, wishes, controller);
      this.#tell();
    } catch (thrown) {
      this.#running = undefined;
      throw thrown;
    }
  }

  /** What was written stays. */
  cancel(): void {
    this.#running?.abort();
  }

  /** As `cancel`, if it is this folder that is captioned. */
  cancelIn(folder: FolderId): void {
    if (this.#view?.folder === folder) this.cancel();
  }

  /** Forgets what came of the last folder; one that is being captioned goes on. */
  dismiss(): void {
    if (this.#running !== undefined) return;
    this.#view = undefined;
    this.#tell();
  }

  async stop(): Promise<void> {
    this.cancel();
    await this.#work;
  }

  async #run(place: string, wishes: FolderWishes, { signal }: AbortController): Promise<void> {
    const describe = (found: FoundFile) => this.#parts.describe(found, signal);
    const begun = (total: number) => this.#change({ total });
    const ended = (outcome: CaptionOutcome) => {
      if ('caption' in outcome && outcome.written.length > 0)
        this.#parts.described(join(place, outcome.file), outcome.caption);
      this.#note(outcome);
    };
    try {
      await captionFolder(place, wishes, { describe, signal, begun, ended });
      this.#end({ state: 'done', table: wishes.table !== undefined });
    } catch (thrown) {
      this.#end(signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: this.#errorOf(thrown) });
    }
  }

  /** The stack of an unforeseen error goes to the log, not to the window. */
  #errorOf(thrown: unknown) {
    if (thrown instanceof StudioError) return thrown.toData();
    this.#parts.report('library.caption', thrown);
    const { code, message, hint = '' } = errorData(thrown);
    return { code, message, hint };
  }

  #note(outcome: CaptionOutcome): void {
    if (this.#view !== undefined) this.#change(countedIn(this.#view, outcome));
  }

  #change(change: Partial<CaptioningView>): void {
    if (this.#view === undefined) return;
    this.#view = { ...this.#view, ...change };
    this.#reporting ??= setTimeout(() => this.#tell(), reportInterval);
  }

  #end(ending: Partial<CaptioningView>): void {
    this.#running = undefined;
    this.#change(ending);
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#reporting);
    this.#reporting = undefined;
    this.#parts.emit({ type: 'captioning.changed', ...(this.#view && { captioning: this.#view }) });
  }
}

function beginningOf({ id: folder, name }: LibraryFolder): CaptioningView {
  const counts = { done: 0, total: 0, described: 0, kept: 0, failed: 0 };
  return { folder, name, state: 'running', ...counts, problems: [], table: false };
}

function countedIn(view: CaptioningView, outcome: CaptionOutcome): Partial<CaptioningView> {
  const done = view.done + 1;
  if ('kept' in outcome) return { done, kept: view.kept + 1 };
  if ('caption' in outcome) return { done, described: view.described + 1 };
  const problem = { file: outcome.file, message: outcome.problem };
  const problems = view.failed < maximumCaptionProblems ? [...view.problems, problem] : view.problems;
  return { done, failed: view.failed + 1, problems };
}

function busy(name = 'another folder'): StudioError {
  return new StudioError({
    code: 'library-busy',
    message: `The photos of “${name}” are being captioned.`,
    hint: 'Wait until that is done, or stop it.',
  });
}
