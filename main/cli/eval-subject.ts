import { type JobRequestInput, type PackManifest, StudioError } from '../../preload/contract';
import { importPicture } from '../documents';
import type { Drawing, Subject, Suite } from '../evaluation';
import type { InstalledPack } from '../packs';
import type { Studio } from '../studio';
import { type Run, type SubjectOptions, drawnOf, isWanted, pictureFile, readingSubject } from './eval-reading';
import { likeningSubject } from './eval-references';
import { readPicture } from './read-picture';
import { runJob } from './session';
import type { Terminal } from './terminal';

/** The tasks of a pack as the command line reaches them: through the studio and its engine. Only those that were asked for. */
export function subjectOf(
  studio: Studio,
  { pack: installed, suite }: { readonly pack: InstalledPack; readonly suite: Suite },
  options: SubjectOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Subject {
  const { manifest } = installed;
  const { id: pack } = manifest;
  const { candidates } = options;
  // The progress is that of the evaluation, not of one picture.
  const quiet = { ...terminal, progress: () => undefined };
  const run: Run = async (request) => (await unlessAborted(runJob(studio, request, quiet), signal)).result;
  const drawn = (request: JobRequestInput) =>
    run(request)
      .then((result) => drawnOf(studio, result))
      .catch(unlessTooLong);
  const draw = async ({ prompt, seed, boxes }: Drawing) => {
    const given = boxes === undefined ? {} : { boxes };
    return drawn({ task: 'generate', pack, prompt, seed, candidates, ...given });
  };
  const best = async (request: JobRequestInput) => (await drawn(request))?.best;
  const liken = likeningSubject({ studio, pack: installed, suite, options, draw: best });
  const caption = async ({ seed }: { seed: number }) => {
    const { id: source } = await importPicture(studio.assets, await readPicture(pictureFile(options, seed)));
    const result = await run({ task: 'caption', pack, source });
    studio.assets.drop(source);
    return result.kind === 'text' ? result.text : '';
  };
  const reading = readingSubject(studio, manifest, options, run);
  return {
    ...(isWanted(options, 'text') ? { draw } : {}),
    ...(placesThings(manifest) && isWanted(options, 'boxes') ? { place: draw } : {}),
    ...(captions(manifest, options.pictures) && isWanted(options, 'caption') ? { caption } : {}),
    ...(liken === undefined ? {} : { liken }),
    ...(reading === undefined ? {} : { reading }),
  };
}

function unlessTooLong(thrown: unknown): undefined {
  if (thrown instanceof StudioError && thrown.code === 'prompt-too-long') return undefined;
  throw thrown;
}

/** Whether boxes that a person draws can be given to the pack. */
export function placesThings({ tasks }: PackManifest): boolean {
  const parts = tasks.generate?.templates.flatMap((template) => template.parts) ?? [];
  return tasks.plan !== undefined && parts.some((part) => typeof part === 'object' && 'boxes' in part);
}

export function captions({ tasks }: PackManifest, pictures: string | undefined): boolean {
  return tasks.caption !== undefined && pictures !== undefined;
}

/** Rejects as soon as the signal aborts; what the promise comes to then concerns nobody. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('The evaluation was interrupted.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
