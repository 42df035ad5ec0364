import { join } from 'node:path';
import { type EditMode, type PackId, type PackManifest, StudioError, errorData } from '../../preload/contract';
import { Likeness, type SceneResult, type Suite, evaluate, openJudge, parseSuite, readOrFail } from '../evaluation';
import type { InstalledPack } from '../packs';
import type { Studio } from '../studio';
import { subjectOf } from './eval-subject';
import { readPicture } from './read-picture';
import { type Report, reportLines, reportOf } from './eval-report';
import type { Terminal } from './terminal';

export type EvalOptions = {
  readonly pack: PackId;
  readonly suite: string;
  /** Folder of the judge and its suites. */
  readonly judge: string;
  readonly limit?: number;
  readonly candidates: number;
  /** Folder of the scenes' pictures, for the tasks that read. */
  readonly pictures?: string;
  /** Of the tasks in the table, those that are measured; all unless given. */
  readonly tasks?: readonly string[];
  /** How pictures are edited, if not in the pack's own way. */
  readonly mode?: EditMode;
  readonly json?: true;
};

/** Evaluates a pack on held-out scenes. When `signal` aborts, or something fails, what was done so far is told all the same. */
export async function evaluatePack(
  studio: Studio,
  options: EvalOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const pack = await requirePack(studio, options.pack);
  const { manifest } = pack;
  if (manifest.tasks.generate === undefined) throw drawsNothing(manifest);
  const suite = await openSuite(options);
  const judge = await openJudge(options.judge);
  const subject = subjectOf(studio, { pack, suite }, options, signal, terminal);
  const { pictures } = options;
  const likeness =
    pictures === undefined ? undefined : new Likeness(judge, ({ seed }) => readPicture(join(pictures, `${seed}.png`)));
  const { results, failure } = await collect(evaluate(suite, subject, judge, likeness), (done) =>
    terminal.progress(`${done} of ${suite.scenes.length} scenes`),
  );
  await judge.dispose();
  const trouble = signal.aborted ? undefined : failure;
  if (trouble === undefined || results.length > 0)
    print(
      reportOf(results, {
        ...{ suite, pack, options, accuracy: judge.description.accuracy },
        distance: likeness?.distance(),
      }),
      options,
      terminal,
    );
  if (trouble !== undefined) throw trouble;
}

type Collected = { readonly results: readonly SceneResult[]; readonly failure?: StudioError };

/** The results up to the end or the first failure. */
async function collect(coming: AsyncIterable<SceneResult>, tell: (done: number) => void): Promise<Collected> {
  const results: SceneResult[] = [];
  try {
    for await (const result of coming) tell(results.push(result));
    return { results };
  } catch (thrown) {
    return { results, failure: new StudioError(errorData(thrown), { cause: thrown }) };
  }
}

function print(report: Report, { json }: Pick<EvalOptions, 'json'>, terminal: Terminal): void {
  if (json === true) terminal.print(JSON.stringify(report));
  else for (const line of reportLines(report)) terminal.print(line);
}

/** The first Ctrl-C ends the work in good order, a second one the process. */
export async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    await work(interruption.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

async function openSuite({ judge, suite: name, limit }: EvalOptions): Promise<Suite> {
  const { header, scenes } = await readOrFail(join(judge, `${name}.jsonl`), parseSuite);
  return { header, scenes: scenes.slice(0, limit) };
}

function drawsNothing({ title }: PackManifest): StudioError {
  return new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${title}” draws nothing that could be looked at.`,
    hint: 'A pack that reads photos is measured on photos with captions: --data <folder>.',
  });
}

async function requirePack(studio: Studio, id: PackId): Promise<InstalledPack> {
  const { packs } = await studio.packs.list();
  const found = packs.find(({ manifest }) => manifest.id === id);
  if (found !== undefined) return found;
  throw new StudioError({
    code: 'pack-missing',
    message: `The pack “${id}” is not installed.`,
    hint: 'List the packs with “brookesia packs”, or name a folder in BROOKESIA_PACKS.',
  });
}
