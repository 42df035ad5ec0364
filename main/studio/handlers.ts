import {
  type AssetId,
  type EngineView,
  type Job,
  type JobId,
  type JobRequest,
  type ShellName,
  picturesOf,
} from '../../preload/contract';
import type { AssetStore } from '../documents';
import { type FoundPacks, packView } from '../packs';
import { type Desk, deskHandlers } from './desk';
import { type KeepingParts, keepingHandlers } from './keeping-handlers';
import { type LibraryParts, libraryHandlers } from './library-handlers';
import { type PictureParts, pictureHandlers } from './picture-handlers';
import type { Projects } from './projects';
import { checkWords } from './prompt';
import type { Handlers } from './router';

/** What the handlers need of the engine's host. */
export type Engine = {
  submit(request: JobRequest): Promise<JobId>;
  cancel(id: JobId): void | Promise<void>;
  first(id: JobId): void;
  jobs(): Job[];
  previewsShown(previews: readonly AssetId[]): void;
  view(): EngineView;
};

export type StudioParts = PictureParts &
  Omit<KeepingParts, 'engine'> &
  LibraryParts & {
    readonly shell: ShellName;
    readonly version: string;
    readonly engine: Engine;
    /** Resolves when the pack folders have been read. */
    readonly packs: () => Promise<FoundPacks>;
    readonly projects: Projects;
    readonly desk: Desk;
  };

export function createHandlers(parts: StudioParts): Handlers {
  return {
    ...infoHandlers(parts),
    ...jobHandlers(parts),
    ...pictureHandlers(parts),
    ...projectHandlers(parts),
    ...deskHandlers(parts),
    ...keepingHandlers(parts),
    ...libraryHandlers(parts),
  };
}

function infoHandlers({ shell, version, engine, packs }: Pick<StudioParts, 'shell' | 'version' | 'engine' | 'packs'>) {
  return {
    'studio.info': () => ({ version, shell, platform: process.platform, engine: engine.view() }),
    'packs.list': async () => {
      const found = await packs();
      return { packs: found.packs.map(packView), problems: [...found.problems] };
    },
  } satisfies Partial<Handlers>;
}

function jobHandlers({ engine, assets, packs }: Pick<StudioParts, 'engine' | 'assets' | 'packs'>) {
  return {
    'jobs.submit': async ({ request }) => {
      checkRequest(request, assets);
      await packs();
      return { id: await engine.submit(request) };
    },
    'jobs.cancel': async ({ id }) => {
      await engine.cancel(id);
      return {};
    },
    'jobs.first': ({ id }) => {
      engine.first(id);
      return { jobs: engine.jobs() };
    },
    'jobs.list': () => ({ jobs: engine.jobs() }),
    'jobs.previewsShown': ({ previews }) => {
      engine.previewsShown(previews);
      return {};
    },
  } satisfies Partial<Handlers>;
}

function checkRequest(request: JobRequest, assets: Pick<AssetStore, 'require'>): void {
  checkWords(request);
  for (const picture of picturesOf(request)) assets.require(picture);
}

function projectHandlers({ projects }: Pick<StudioParts, 'projects'>) {
  return {
    'project.open': (source) => projects.open(source),
    'project.import': ({ bytes, name }) => projects.import(bytes, name),
    'project.changes': async ({ project, turn, change }) => {
      await projects.change(project, turn, change);
      return {};
    },
    'project.snapshot': ({ project, turn, name }) => projects.snapshot(project, turn, name),
    'project.forget': ({ project, turn, snapshot }) => projects.forget(project, turn, snapshot),
    'project.save': ({ project, turn, name }) => projects.save(project, turn, name),
    'project.saveAs': ({ project, turn, name }) => projects.saveAs(project, turn, name),
    'project.close': async ({ project, turn }) => {
      await projects.close(project, turn);
      return {};
    },
    'window.gone': async ({ project, turn }) => {
      await projects.gone(project, turn);
      return {};
    },
    'project.recent': () => projects.recent(),
    'project.discard': async ({ project }) => {
      await projects.discard(project);
      return {};
    },
  } satisfies Partial<Handlers>;
}
