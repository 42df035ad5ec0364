import { join } from 'node:path';
import {
  type Answer,
  type ControlKind,
  type JobRequestInput,
  type JobResult,
  type PackManifest,
  type Plan,
  StudioError,
} from '../../preload/contract';
import { importPicture } from '../documents';
import type { Drawn, FollowTrial, ReadingSubject } from '../evaluation';
import { abilitiesOf } from '../packs';
import type { Studio } from '../studio';
import type { EvalOptions } from './eval';
import { readPicture } from './read-picture';

export type SubjectOptions = Pick<EvalOptions, 'candidates' | 'pictures' | 'tasks' | 'mode'>;
export type Run = (request: JobRequestInput) => Promise<JobResult>;

const kindOf: Record<FollowTrial['kind'], ControlKind> = {
  edges: 'edges',
  classes: 'segmentation',
  depth: 'depth',
  sketch: 'sketch',
};

export function isWanted({ tasks }: Pick<SubjectOptions, 'tasks'>, task: string): boolean {
  return tasks === undefined || tasks.includes(task);
}

/** The file of the picture of the scene with this seed, or of what lies beside it. */
export function pictureFile({ pictures = '' }: Pick<SubjectOptions, 'pictures'>, seed: number, suffix = ''): string {
  return join(pictures, `${seed}${suffix}.png`);
}

/** What was drawn; the studio keeps none of it. */
export function drawnOf(studio: Studio, result: JobResult): Drawn {
  const pictures = result.kind === 'pictures' ? result.pictures : [];
  const files = pictures.map(({ asset, recipe }) => ({ ...recipe, bytes: studio.assets.require(asset).bytes }));
  for (const { asset } of pictures) studio.assets.drop(asset);
  const [best] = files;
  if (best === undefined) throw new TypeError('The engine gave no picture.');
  const single = files.length > 1 ? files.find(({ candidate }) => candidate === 0) : undefined;
  return { best: best.bytes, ...(single && { single: single.bytes }) };
}

/** The tasks that start from pictures; nothing without a folder of them. */
export function readingSubject(
  studio: Studio,
  manifest: PackManifest,
  options: SubjectOptions,
  run: Run,
): ReadingSubject | undefined {
  if (options.pictures === undefined) return undefined;
  const { id: pack } = manifest;
  const { candidates, mode } = options;
  const able = abilitiesOf(manifest);
  const can = (ability: (typeof able)[number], task: string) => able.includes(ability) && isWanted(options, task);

  /** Lends the picture to the studio for the time of `use`. */
  const withPicture = async <T>(
    bytes: Uint8Array,
    use: (source: Awaited<ReturnType<typeof importPicture>>['id']) => Promise<T>,
  ) => {
    const { id } = await importPicture(studio.assets, bytes);
    return use(id).finally(() => studio.assets.drop(id));
  };

  const edit: ReadingSubject['edit'] = (bytes, prompt, seed) =>
    withPicture(bytes, async (source) => {
      const way = mode === undefined ? {} : { mode };
      const request = { task: 'edit', pack, source, prompt, seed, candidates, ...way } as const;
      return run(request)
        .then((result) => drawnOf(studio, result))
        .catch((thrown: unknown) => unlessNothingToChange(thrown, bytes, candidates));
    });

  const fill: ReadingSubject['fill'] = (bytes, { seed, label, box }) =>
    withPicture(bytes, async (source) => {
      const boxes = [{ label, box }];
      const region = { boxes: [box] };
      return drawnOf(studio, await run({ task: 'inpaint', pack, source, region, boxes, seed, candidates }));
    });

  const follow: ReadingSubject['follow'] = (bytes, { seed, kind, prompt }) =>
    withPicture(bytes, async (control) => {
      const request = { task: 'control', pack, control, kind: kindOf[kind], prompt, seed, candidates } as const;
      return drawnOf(studio, await run(request));
    });

  /** Each question by itself, about a picture that is read once. */
  const answer: ReadingSubject['answer'] = (bytes, questions) =>
    withPicture(bytes, async (source) => {
      let known: Plan | undefined;
      const answers: Answer[] = [];
      for (const question of questions) {
        const plan = known === undefined ? {} : { plan: known };
        const result = await run({ task: 'ask', pack, source, question, ...plan });
        if (result.kind !== 'answer') throw new TypeError('The engine gave no answer.');
        known = result.plan;
        answers.push(result.answer);
      }
      return answers;
    });

  const locate: ReadingSubject['locate'] = (bytes, thing) =>
    withPicture(bytes, async (source) => {
      const result = await run({ task: 'locate', pack, source, thing });
      return result.kind === 'answer' ? result.answer.box : undefined;
    });

  return {
    picture: ({ seed }, which) => readPicture(pictureFile(options, seed, which === 'control' ? '-control' : '')),
    ...(can('edit', 'edit') ? { edit } : {}),
    ...(can('inpaint', 'inpaint') ? { fill } : {}),
    ...(can('control', 'control') ? { follow } : {}),
    ...(can('ask', 'ask') ? { answer } : {}),
    ...(can('locate', 'locate') ? { locate } : {}),
  };
}

function unlessNothingToChange(thrown: unknown, unchanged: Uint8Array, candidates: number): Drawn {
  if (!(thrown instanceof StudioError) || thrown.code !== 'nothing-to-change') throw thrown;
  return { best: unchanged, ...(candidates > 1 && { single: unchanged }) };
}
