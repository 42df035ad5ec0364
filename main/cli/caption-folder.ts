import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { type PackId, StudioError } from '../../preload/contract';
import { importPicture, writeFileAtomically } from '../documents';
import { csvLines } from '../documents/sidecars/csv';
import {
  type Description,
  type SidecarKind,
  missingSidecars,
  sidecarOf,
  writeSidecars,
} from '../documents/sidecars/sidecar';
import { asPlainPicture, readPhotoFile } from '../library/scan/read-photo';
import { faultOf } from '../library/scan/photo-faults';
import { walk } from '../library/scan/walk';
import type { FoundFile } from '../library/photo';
import type { Studio } from '../studio';
import { progressBar } from './progress-bar';
import { runJob } from './session';
import type { Terminal } from './terminal';

export type FolderOptions = {
  readonly pack?: PackId;
  readonly beams?: number;
  /** The files that are written beside each picture. */
  readonly to?: readonly SidecarKind[];
  readonly csv?: string;
  /** Writes over files that are there already. */
  readonly overwrite?: true;
  readonly json?: true;
};

/** What came of one picture; `file` from the folder on. */
type Outcome =
  | {
      readonly file: string;
      readonly caption: string;
      readonly confidence?: number;
      readonly written: readonly string[];
    }
  | { readonly file: string; readonly kept: true }
  | { readonly file: string; readonly problem: string };

/**
 * Describes all pictures of a folder and of those inside. What is there already stays, so that a run that was broken off
 * goes on where it was. A picture that cannot be read is told and left out. Throws `image-unreadable` at the end where
 * there were such, `folder-missing`, and `file-unwritable`.
 */
export async function captionFolder(
  studio: Studio,
  folder: string,
  options: FolderOptions,
  terminal: Terminal,
): Promise<void> {
  await checkCsv(options);
  const files = await picturesIn(folder);
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (const found of files) {
    terminal.progress(progressBar(outcomes.length, files.length, performance.now() - started));
    const outcome = await captionFile(studio, found, relative(folder, found.path), options, terminal);
    outcomes.push(outcome);
    tell(outcome, options, terminal);
  }
  if (options.csv !== undefined) await writeFileAtomically(options.csv, csvOf(outcomes));
  sum(outcomes, options, terminal);
}

async function captionFile(
  studio: Studio,
  found: FoundFile,
  file: string,
  options: FolderOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const kinds = options.to ?? (options.csv === undefined ? (['txt'] as const) : []);
  try {
    const wanted = options.overwrite === true ? kinds : await missingSidecars(found.path, kinds);
    if (wanted.length === 0 && options.csv === undefined) return { file, kept: true };
    const description = await describe(studio, found, options, terminal);
    await writeSidecars(found.path, wanted, description);
    const { text: caption, confidence } = description;
    const written = wanted.map((kind) => sidecarOf(file, kind));
    return { file, caption, ...(confidence === undefined ? {} : { confidence }), written };
  } catch (thrown) {
    if (thrown instanceof StudioError && !ofOnePicture.has(thrown.code)) throw thrown;
    return { file, problem: thrown instanceof StudioError ? thrown.message : faultOf(thrown).message };
  }
}

/** What is wrong with one picture and need not be with the next. */
const ofOnePicture = new Set<string>(['image-unreadable', 'too-large', 'file-missing']);

async function describe(
  studio: Studio,
  found: FoundFile,
  { pack: id, beams }: FolderOptions,
  terminal: Terminal,
): Promise<Description> {
  const bytes = await asPlainPicture((await readPhotoFile(found)).bytes);
  const { id: source } = await importPicture(studio.assets, bytes);
  const search = beams === undefined ? {} : { alternatives: beams };
  const silent = { ...terminal, progress: () => undefined };
  try {
    const request = { task: 'caption', source, ...search, ...(id === undefined ? {} : { pack: id }) } as const;
    const { result } = await runJob(studio, request, silent);
    if (result.kind !== 'text') return { text: '' };
    const { text, confidence, others, pack } = result;
    return { text, confidence, others, pack: await packUsed(studio, pack) };
  } finally {
    studio.assets.drop(source);
  }
}

async function packUsed({ packs }: Studio, id: PackId | undefined): Promise<Description['pack']> {
  const { packs: found } = await packs.list();
  const pack = found.find(({ manifest }) => manifest.id === id);
  return pack && { id: pack.manifest.id, version: pack.manifest.version };
}

async function picturesIn(folder: string): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  for await (const found of walk(folder, new AbortController().signal)) {
    if (found.kind === 'file') files.push(found.file);
    else if (found.path === folder)
      throw new StudioError({ code: 'folder-missing', message: `The folder ${folder} cannot be looked at.` });
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function checkCsv({ csv, overwrite }: FolderOptions): Promise<void> {
  if (csv === undefined || overwrite === true) return;
  const there = await stat(csv).catch(() => undefined);
  if (there === undefined) return;
  throw new StudioError({
    code: 'file-unwritable',
    message: `There is a file ${csv} already.`,
    hint: 'Give another name, or --overwrite to replace it and all sidecar files.',
  });
}

function csvOf(outcomes: readonly Outcome[]): Uint8Array {
  const rows = outcomes.flatMap((outcome) =>
    'caption' in outcome ? [[outcome.file, outcome.caption, outcome.confidence?.toFixed(3) ?? '']] : [],
  );
  return new TextEncoder().encode(csvLines([['file', 'caption', 'confidence'], ...rows]));
}

function tell(outcome: Outcome, { json }: FolderOptions, terminal: Terminal): void {
  if (json === true) terminal.print(JSON.stringify(outcome));
  else if ('problem' in outcome) terminal.note(`${outcome.file}: ${outcome.problem}`);
  else if ('caption' in outcome) terminal.print(`${outcome.file}: ${outcome.caption}`);
}

function sum(outcomes: readonly Outcome[], { json }: FolderOptions, terminal: Terminal): void {
  const count = (kind: string) => outcomes.filter((outcome) => kind in outcome).length;
  const told = { described: count('caption'), kept: count('kept'), failed: count('problem') };
  if (json === true) terminal.print(JSON.stringify(told));
  else terminal.note(`${told.described} described, ${told.kept} kept as they were, ${told.failed} left out.`);
  if (told.failed === 0) return;
  throw new StudioError({
    code: 'image-unreadable',
    message: `${told.failed} of ${outcomes.length} pictures could not be described.`,
    hint: 'The others are; what was wrong with each is said above.',
  });
}

/** Whether the name is that of a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
