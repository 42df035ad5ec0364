import { join } from 'node:path';
import type { JobRequestInput, OfferId, SaveReply, ShellName } from '../../preload/contract';
import { AssetStore, type Gallery, Overflow } from '../documents';
import { DeviceBook, EngineHost, type EngineLauncher, type PictureStore } from '../engine/host';
import { LibraryHost, type LibraryLauncher, type LibraryPlace } from '../library/host';
import { FolderCaptioning, backgroundJob, describePhoto } from './captioning';
import { Desk, type DeskOptions } from './desk';
import { createHandlers } from './handlers';
import type { DeviceSettings } from './installation';
import { Keeper } from './keeper';
import type { FolderDialog } from './library-handlers';
import { type Listener, Listeners, type Subscribe } from './listeners';
import type { Log } from './log';
import { Outbox } from './outbox';
import { PackShelf } from './packs';
import type { FileToSave } from './picture-handlers';
import { type ProjectOptions, Projects } from './projects';
import { type Route, createRouter } from './router';

export type StudioOptions<Sender> = {
  readonly shell: ShellName;
  readonly version: string;
  readonly launcher: EngineLauncher;
  /** Folders that are packs or hold packs; of two packs with one id and version the later folder's counts. */
  readonly packFolders: readonly string[];
  /** Where packs are put that the user installs. */
  readonly installed: string;
  /** Without them the engine runs on the processor. */
  readonly devices?: DeviceSettings;
  /** Where what can be made again is kept; without it neither pictures nor logs are, as for a single command. */
  readonly caches?: string;
  /** How this shell hands a file to the user; the outbox serves those that the browser itself takes. */
  readonly save: (file: FileToSave, outbox: Outbox) => Promise<SaveReply>;
  readonly projects: ProjectOptions;
  /** What the desktop around the studio can do; nothing, unless told. */
  readonly desk?: DeskOptions;
  readonly library: LibraryPlace & { readonly launcher: LibraryLauncher; readonly folderDialog: FolderDialog };
  readonly isTrusted: (sender: Sender) => boolean;
};

export type Studio<Sender = undefined> = {
  readonly route: Route<Sender>;
  readonly subscribe: Subscribe;
  readonly assets: AssetStore;
  readonly outbox: Outbox;
  readonly gallery: Gallery;
  readonly log: Pick<Log, 'note' | 'lastWords'>;
  readonly host: EngineHost;
  readonly packs: PackShelf;
  readonly desk: Desk;
  readonly projects: Pick<Projects, 'thumbnail'>;
  readonly library: LibraryHost;
  /** Resolves when the packs were read and the engine is up. Rejects when the engine cannot be had. */
  readonly ready: Promise<void>;
  /** Hashes all files of all packs when the engine is up, and takes the damaged packs away. */
  verifyPacks(): Promise<void>;
  /** Watches the library's folders from when the engine is up: its process is not to slow the start. */
  watchLibrary(): Promise<void>;
  stop(): Promise<void>;
};

/** Bytes of pictures in memory where others can lie on the disk. */
const memoryWithOverflow = 512 * 1024 ** 2;

/** Puts the studio together; every shell starts here and adds only its own doors. The engine starts at once. */
export function createStudio<Sender = undefined>(options: StudioOptions<Sender>): Studio<Sender> {
  const { shell, version, launcher, packFolders, isTrusted } = options;
  const { subscribe, emit } = new Listeners();
  const { state } = options.projects;
  const keeper = new Keeper({ state, caches: options.caches, packs: options.installed }, emit);
  keeper.listen(subscribe, `begun: ${version} in ${shell}, on ${process.platform} ${process.arch}`);
  const { gallery } = keeper;
  const overflow = options.caches === undefined ? undefined : new Overflow(join(options.caches, 'held'));
  const assets = new AssetStore(overflow && memoryWithOverflow, overflow);
  void overflow?.tidy().catch(() => undefined);
  const outbox = new Outbox();
  const save = (file: FileToSave) => options.save(file, outbox);
  const packs = new PackShelf(packFolders);
  const devices = options.devices && new DeviceBook({ launcher, ...options.devices });
  const pictures = engineStore(assets, keeper);
  const { engineDied: died } = keeper;
  const host = new EngineHost({ launcher, pictures, emit, version, died, ...(devices && { devices }) });
  const engine = runEngine(host, packs, devices, emit);
  const desk = new Desk({ ...options.desk, emit, packsChanged: engine.rereadPacks });
  const offered = (offer: OfferId) => desk.offers.use(offer);
  const projects = new Projects({ ...options.projects, assets, version, offered, emit });
  const read = { shell, version, engine: host, packs: packs.list };
  const library = openLibrary(options, { host, packs, assets, emit });
  const { folderDialog } = options.library;
  const captioning = openCaptioning({ host, packs, assets, emit, library, report: keeper.report });
  const kept = { assets, outbox, projects, library, captioning, folderDialog };
  const handlers = createHandlers({ ...read, ...keeper.parts, ...kept, save, desk });
  const route = createRouter({ handlers, isTrusted, report: keeper.report });
  const stop = async () => {
    await captioning.stop();
    await Promise.all([engine.stop(), projects.stop(), library.stop()]);
    await keeper.settled();
    await overflow?.clear();
  };
  const { ready, verifyPacks } = engine;
  const watchLibrary = () => engine.settled.then(() => library.wake());
  const { log } = keeper;
  const shown = { route, subscribe, assets, outbox, gallery, log, host, packs, desk, projects, library };
  return { ...shown, ready, verifyPacks, watchLibrary, stop };
}

type Opened = {
  readonly host: EngineHost;
  readonly packs: PackShelf;
  readonly assets: AssetStore;
  readonly emit: Listener;
};

/** A command looks at the library for a moment; only a window watches folders. */
function openLibrary<Sender>(
  { library, shell }: StudioOptions<Sender>,
  { host, packs, assets, emit }: Opened,
): LibraryHost {
  return new LibraryHost({
    ...library,
    ...{ emit, watch: shell !== 'command-line' },
    packs: async () => (await packs.list()).packs,
    embed: (wish, urgent) => host.embed(wish, urgent),
    picture: (id) => assets.require(id).bytes,
  });
}

type Captioned = Opened & { readonly library: LibraryHost; readonly report: Keeper['report'] };

/** Every picture is described by the pack that suits it, when nobody waits for another picture. */
function openCaptioning({ host, packs, assets, emit, library, report }: Captioned): FolderCaptioning {
  return new FolderCaptioning({
    folder: (id) => library.folder(id),
    describe: (found, signal) => {
      const run = (request: JobRequestInput) => backgroundJob(host, request, signal);
      return describePhoto(found, {}, { assets, packs: packs.list, run });
    },
    // The words are in the file; a library that cannot take them just now finds them there.
    described: (path, text) => void library.caption(path, text).catch(() => undefined),
    emit,
    report,
  });
}

type Running = {
  /** As `ready`, but never rejects. */
  readonly settled: Promise<void>;
  readonly rereadPacks: () => Promise<void>;
};

/** The engine from its start to its stop. */
function runEngine(
  host: EngineHost,
  packs: PackShelf,
  devices: DeviceBook | undefined,
  emit: Listener,
): Pick<Studio, 'ready' | 'verifyPacks' | 'stop'> & Running {
  const surveyed = devices?.survey();
  let stopped = false;
  const giveAll = async () => {
    const { packs: found } = await packs.list();
    await surveyed;
    if (!stopped) host.start(found);
  };
  const ready = giveAll().then(() => (stopped ? undefined : host.whenReady()));
  // The window hears of a failure through the engine's state.
  const settled = ready.catch(() => undefined);
  const verifyPacks = async () => {
    await settled;
    if (stopped || !(await packs.verify())) return;
    await giveAll();
    emit({ type: 'packs.changed' });
  };
  const rereadPacks = async () => {
    await packs.reread();
    if (!stopped) await giveAll();
    emit({ type: 'packs.changed' });
  };
  const stop = async () => {
    stopped = true;
    devices?.stop();
    await host.stop();
  };
  return { ready, settled, verifyPacks, rereadPacks, stop };
}

/** Milliseconds for which a preview outlives its use. */
const previewGrace = 10_000;

/** The engine's door to the pictures: what it makes with a recipe is a result, everything else a preview. */
function engineStore(assets: AssetStore, keeper: Keeper): PictureStore {
  return {
    put: (picture) => {
      keeper.keep(picture, assets);
      return assets.put(picture, picture.recipe === undefined ? 'preview' : 'keep');
    },
    read: async (id) => {
      const bytes = assets.get(id)?.bytes;
      if (bytes !== undefined) keeper.note(id, bytes);
      return bytes;
    },
    // A window may be about to load the preview that was just replaced.
    drop: (id) => void setTimeout(() => assets.drop(id), previewGrace).unref(),
  };
}
