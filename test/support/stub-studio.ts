import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetStore } from '../../main/documents';
import type { FoundPacks } from '../../main/packs';
import { FolderCaptioning } from '../../main/studio/captioning';
import { Desk } from '../../main/studio/desk';
import { type StudioParts, createHandlers } from '../../main/studio/handlers';
import { Keeper } from '../../main/studio/keeper';
import { Listeners } from '../../main/studio/listeners';
import { Outbox } from '../../main/studio/outbox';
import { Projects } from '../../main/studio/projects';
import { createRouter } from '../../main/studio/router';
import { type EngineView, type Job, JobId, type JobRequest } from '../../preload/contract';
import { libraryHere } from './library-here';

/** An engine that remembers what it was asked for and does nothing. */
export class StubEngine {
  readonly submitted: JobRequest[] = [];
  readonly cancelled: JobId[] = [];

  submit(request: JobRequest): Promise<JobId> {
    this.submitted.push(request);
    return Promise.resolve(JobId.parse(`job-${String(this.submitted.length).padStart(8, '0')}`));
  }

  cancel(id: JobId): void {
    this.cancelled.push(id);
  }

  first(): void {
    // It does nothing in any order.
  }

  jobs(): Job[] {
    return this.submitted.map((request, index) => ({
      id: JobId.parse(`job-${String(index + 1).padStart(8, '0')}`),
      request,
      state: 'queued',
      previews: [],
    }));
  }

  previewsShown(): void {
    // It makes none.
  }

  view(): EngineView {
    return { state: 'ready', restarts: 0, jobs: this.submitted.length };
  }
}

/** A studio with everything real but the engine. `change` replaces parts. */
export function stubStudio(change: Partial<StudioParts> = {}, isTrusted: (sender: unknown) => boolean = () => true) {
  const engine = new StubEngine();
  const assets = new AssetStore();
  const outbox = new Outbox();
  const listeners = new Listeners();
  const none: FoundPacks = { packs: [], problems: [] };
  const reports: unknown[] = [];
  const library = libraryHere({ picture: (id) => assets.require(id).bytes });
  const dialogs = { whereToSave: () => Promise.resolve(undefined), whichToOpen: () => Promise.resolve(undefined) };
  const state = join(tmpdir(), 'brookesia-test-state', randomUUID());
  const desk = new Desk({ emit: listeners.emit, packsChanged: () => Promise.resolve() });
  const offered = desk.offers.use.bind(desk.offers);
  const keeper = new Keeper({ state, caches: join(state, 'caches'), packs: join(state, 'packs') }, listeners.emit);
  const projects = new Projects({ state, dialogs, assets, version: '0.1.0', offered, emit: listeners.emit });
  const captioning = new FolderCaptioning({
    folder: (id) => library.folder(id),
    describe: () => Promise.resolve({ text: 'a red boat' }),
    described: () => undefined,
    emit: listeners.emit,
    report: (_channel, thrown) => reports.push(thrown),
  });
  const handlers = createHandlers({
    ...{ shell: 'browser' as const, version: '0.1.0', engine, assets, outbox },
    packs: () => Promise.resolve(none),
    save: ({ name }) => Promise.resolve({ kind: 'saved', path: `/pictures/${name}` }),
    library,
    captioning,
    folderDialog: 'typed',
    projects,
    desk,
    ...keeper.parts,
    ...change,
  });
  const route = createRouter<unknown>({ handlers, isTrusted, report: (_channel, thrown) => reports.push(thrown) });
  return {
    route,
    engine,
    desk,
    assets,
    outbox,
    gallery: keeper.gallery,
    projects,
    library,
    captioning,
    reports,
    subscribe: listeners.subscribe,
    emit: listeners.emit,
  };
}
