import { stat } from 'node:fs/promises';
import { type PackId, type SidecarKind, StudioError } from '../../preload/contract';
import type { FoundFile } from '../library/photo';
import type { Studio } from '../studio';
import { type CaptionOutcome, captionFolder as captionAll, describePhoto } from '../studio/captioning';
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
  const { csv: table, overwrite = false } = options;
  const kinds = options.to ?? (table === undefined ? (['txt'] as const) : []);
  const outcomes: CaptionOutcome[] = [];
  const started = performance.now();
  let total = 0;
  const show = () => terminal.progress(progressBar(outcomes.length, total, performance.now() - started));
  await captionAll(
    folder,
    { kinds, overwrite, ...(table === undefined ? {} : { table }) },
    {
      describe: describeWith(studio, options, terminal),
      signal: new AbortController().signal,
      begun: (count) => {
        total = count;
        show();
      },
      ended: (outcome) => {
        outcomes.push(outcome);
        tell(outcome, options, terminal);
        show();
      },
    },
  );
  sum(outcomes, options, terminal);
}

function describeWith(studio: Studio, { pack, beams }: FolderOptions, terminal: Terminal) {
  const silent = { ...terminal, progress: () => undefined };
  const wishes = { ...(beams === undefined ? {} : { alternatives: beams }), ...(pack === undefined ? {} : { pack }) };
  return (found: FoundFile) =>
    describePhoto(found, wishes, {
      assets: studio.assets,
      packs: studio.packs.list,
      run: async (request) => (await runJob(studio, request, silent)).result,
    });
}

function tell(outcome: CaptionOutcome, { json }: FolderOptions, terminal: Terminal): void {
  if (json === true) terminal.print(JSON.stringify(outcome));
  else if ('problem' in outcome) terminal.note(`${outcome.file}: ${outcome.problem}`);
  else if ('caption' in outcome) terminal.print(`${outcome.file}: ${outcome.caption}`);
}

function sum(outcomes: readonly CaptionOutcome[], { json }: FolderOptions, terminal: Terminal): void {
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
