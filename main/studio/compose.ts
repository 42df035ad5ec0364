import type { SaveReply, ShellName } from '../../preload/contract';
import { AssetStore } from '../documents';
import { EngineHost, type EngineLauncher, type PictureStore } from '../engine/host';
import { type PictureToSave, createHandlers } from './handlers';
import { Listeners, type Subscribe } from './listeners';
import { PackShelf } from './packs';
import { type Route, createRouter } from './router';

export type StudioOptions<Sender> = {
  readonly shell: ShellName;
  readonly version: string;
  readonly launcher: EngineLauncher;
  /** Folders that are packs or hold packs; of two packs with one id and version the later folder's counts. */
  readonly packFolders: readonly string[];
  readonly save: (picture: PictureToSave, assets: AssetStore) => Promise<SaveReply>;
  readonly isTrusted: (sender: Sender) => boolean;
};

export type Studio<Sender = undefined> = {
  readonly route: Route<Sender>;
  readonly subscribe: Subscribe;
  readonly assets: AssetStore;
  readonly host: EngineHost;
  readonly packs: PackShelf;
  /** Resolves when the packs were read and the engine is up, or has said why not. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
};

/** Puts the studio together; every shell starts here and adds only its own doors. The engine starts at once. */
export function createStudio<Sender = undefined>(options: StudioOptions<Sender>): Studio<Sender> {
  const listeners = new Listeners();
  const assets = new AssetStore();
  const packs = new PackShelf(options.packFolders);
  const host = new EngineHost({ launcher: options.launcher, pictures: engineStore(assets), emit: listeners.emit });
  const { shell, version, isTrusted } = options;
  const save = (picture: PictureToSave) => options.save(picture, assets);
  const handlers = createHandlers({ shell, version, engine: host, assets, packs: packs.list, save });
  const route = createRouter({ handlers, isTrusted, report });
  const ready = start(host, packs);
  return { route, subscribe: listeners.subscribe, assets, host, packs, ready, stop: () => host.stop() };
}

async function start(host: EngineHost, packs: PackShelf): Promise<void> {
  const { packs: found } = await packs.list();
  host.start(found);
  await host.whenReady();
}

/** The engine's door to the pictures: what it makes with a recipe is a result, everything else a preview. */
function engineStore(assets: AssetStore): PictureStore {
  return {
    put: (picture) => assets.put(picture, picture.recipe === undefined ? 'preview' : 'keep'),
    read: (id) => Promise.resolve(assets.get(id)?.bytes),
    drop: (id) => assets.drop(id),
  };
}

function report(channel: string, thrown: unknown): void {
  console.error(`The request ${channel} failed`, thrown);
}
