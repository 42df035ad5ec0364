import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type PackId, StudioError } from '../../preload/contract';
import { importPicture } from '../documents';
import {
  PhotoEvaluation,
  type PhotoSubject,
  photoLines,
  readCaptions,
  readPhotos,
  readQuestions,
} from '../evaluation/photos';
import type { InstalledPack } from '../packs';
import type { Studio } from '../studio';
import { embedderOf } from './eval-embed';
import { runJob } from './session';
import type { Terminal } from './terminal';

export type EvalPhotosOptions = {
  readonly pack: PackId;
  /** A folder with captions-SPLIT.tsv and the photos. */
  readonly data: string;
  readonly split: string;
  /** A table of questions about the photos. */
  readonly questions?: string;
  readonly limit?: number;
  readonly json?: true;
};

/** Evaluates a pack on photos with captions. When `signal` aborts, what was done so far is told. */
export async function evaluateOnPhotos(
  studio: Studio,
  options: EvalPhotosOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { data, split, limit, json } = options;
  const { packs } = await studio.packs.list();
  const pack = packs.find(({ manifest }) => manifest.id === options.pack);
  if (pack === undefined) throw notInstalled(options.pack);
  const captions = await readCaptions(data, split);
  const questions = await questionsOf(options);
  const evaluation = new PhotoEvaluation(subjectOf(studio, pack, terminal));
  const most = Math.min(limit ?? captions.size, captions.size);
  for await (const photo of readPhotos(data, split, captions)) {
    if (signal.aborted || evaluation.photos >= most) break;
    await evaluation.take(photo, questions?.get(photo.name));
    terminal.progress(`${evaluation.photos} of ${most} photos`);
  }
  if (evaluation.photos === 0) throw noPhotos(data, split);
  const { id, version } = pack.manifest;
  const figures = await evaluation.figures();
  if (json === true) terminal.print(JSON.stringify({ pack: { id, version }, split, ...figures }));
  else
    [`${id} ${version} on ${figures.photos} photos of “${split}”`, ...photoLines(figures)].forEach((line) =>
      terminal.print(line),
    );
}

/** Those of the named table; else those of questions-SPLIT.tsv, if the folder has one. */
async function questionsOf({ data, split, questions }: EvalPhotosOptions) {
  const beside = join(data, `questions-${split}.tsv`);
  if (questions !== undefined) return readQuestions(questions);
  return existsSync(beside) ? readQuestions(beside) : undefined;
}

/** What is measured goes through the studio's engine, as what people ask does; pictures are read as the library reads them. */
function subjectOf(studio: Studio, pack: InstalledPack, terminal: Terminal): PhotoSubject {
  const { manifest } = pack;
  const quiet = { ...terminal, progress: () => undefined };
  const { caption, ask } = manifest.tasks;
  const read = async (photo: Uint8Array, questions: readonly string[]) => {
    const { id: source } = await importPicture(studio.assets, photo);
    const run = async (request: { task: 'caption' } | { task: 'ask'; question: string }) =>
      (await runJob(studio, { ...request, pack: manifest.id, source }, quiet)).result;
    const described = caption && (await run({ task: 'caption' }));
    const answers: string[] = [];
    for (const question of ask ? questions : []) {
      const result = await run({ task: 'ask', question });
      if (result.kind !== 'answer') throw new TypeError('The engine gave no answer.');
      answers.push(result.answer.text);
    }
    studio.assets.drop(source);
    return { ...(described?.kind === 'text' && described), answers };
  };
  const embedder = embedderOf(studio, pack);
  const embedding = embedder && { embedPhotos: embedder.pictures, embedTexts: embedder.texts };
  return { ...((caption ?? ask) && { read }), ...embedding };
}

function notInstalled(id: PackId): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message: `The pack “${id}” is not installed.`,
    hint: 'List the packs with “brookesia packs”, or name a folder in BROOKESIA_PACKS.',
  });
}

function noPhotos(folder: string, split: string): StudioError {
  return new StudioError({
    code: 'file-missing',
    message: `No photo with a caption of “${split}” was found in ${folder}.`,
    hint: `They are looked for in ${split}.tar, ${split}-0.tar and so on, in the folder ${split}, and beside the table.`,
  });
}
