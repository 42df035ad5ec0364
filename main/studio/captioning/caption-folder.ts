import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { type SidecarKind, StudioError } from '../../../preload/contract';
import { writeFileAtomically } from '../../documents';
import { csvLines } from '../../documents/sidecars/csv';
import { type Description, missingSidecars, sidecarOf, writeSidecars } from '../../documents/sidecars/sidecar';
import type { FoundFile } from '../../library/photo';
import { faultOf } from '../../library/scan/photo-faults';
import { type ClosedPath, filesIn } from './files-in';

export type FolderWishes = {
  /** The files that are written beside each picture. */
  readonly kinds: readonly SidecarKind[];
  /** Where the table of all captions is written. */
  readonly table?: string;
  /** Writes over files that are there already. */
  readonly overwrite?: boolean;
};

/** What came of one picture; `file` from the folder on. */
export type CaptionOutcome =
  | {
      readonly file: string;
      readonly caption: string;
      readonly confidence?: number;
      readonly written: readonly string[];
    }
  | { readonly file: string; readonly kept: true }
  | { readonly file: string; readonly problem: string };

export type CaptionParts = {
  readonly describe: (found: FoundFile) => Promise<Description>;
  readonly signal: AbortSignal;
  /** The folder was looked through; that many outcomes follow, unless something ends it early. */
  readonly begun: (total: number) => void;
  readonly ended: (outcome: CaptionOutcome) => void;
};

/**
 * Describes all pictures of a folder and of those inside; no picture is touched. What is there already stays, so that a run
 * that was broken off goes on where it was. A picture that cannot be read is one of the outcomes. Throws `folder-missing`,
 * `file-unwritable`, what makes it useless to go on, and the signal's reason; then the table is not written.
 */
export async function captionFolder(folder: string, wishes: FolderWishes, parts: CaptionParts): Promise<void> {
  await requireFreeTable(wishes);
  const { files, closed } = await filesIn(folder, parts.signal);
  parts.begun(files.length + closed.length);
  for (const each of closed) parts.ended(outcomeOf(folder, each));
  const rows: string[][] = [];
  for (const found of files) {
    parts.signal.throwIfAborted();
    const outcome = await captionFile(found, relative(folder, found.path), wishes, parts);
    if ('caption' in outcome) rows.push([outcome.file, outcome.caption, outcome.confidence?.toFixed(3) ?? '']);
    parts.ended(outcome);
  }
  if (wishes.table !== undefined) await writeFileAtomically(wishes.table, tableOf(rows));
}

/** Throws `file-unwritable` where a table is there that may not be written over. */
export async function requireFreeTable({ table, overwrite }: FolderWishes): Promise<void> {
  if (table === undefined || overwrite === true) return;
  const there = await stat(table).catch(() => undefined);
  if (there === undefined) return;
  throw new StudioError({
    code: 'file-unwritable',
    message: `There is a file ${table} already.`,
    hint: 'Move it away or do without a table, or choose that what is there is written over (--overwrite).',
  });
}

async function captionFile(
  found: FoundFile,
  file: string,
  { kinds, table, overwrite }: FolderWishes,
  { describe, signal }: CaptionParts,
): Promise<CaptionOutcome> {
  try {
    const wanted = overwrite === true ? kinds : await missingSidecars(found.path, kinds);
    if (wanted.length === 0 && table === undefined) return { file, kept: true };
    const description = await describe(found);
    await writeSidecars(found.path, wanted, description);
    const { text: caption, confidence } = description;
    const written = wanted.map((kind) => sidecarOf(file, kind));
    return { file, caption, ...(confidence === undefined ? {} : { confidence }), written };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof StudioError && !ofOnePicture.has(thrown.code)) throw thrown;
    return { file, problem: thrown instanceof StudioError ? thrown.message : faultOf(thrown).message };
  }
}

/** What is wrong with one picture and need not be with the next. */
const ofOnePicture = new Set<string>(['image-unreadable', 'too-large', 'file-missing', 'engine-died']);

function outcomeOf(folder: string, { path, cause }: ClosedPath): CaptionOutcome {
  return { file: relative(folder, path), problem: faultOf(cause).message };
}

function tableOf(rows: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(csvLines([['file', 'caption', 'confidence'], ...rows]));
}
