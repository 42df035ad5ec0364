import { type EngineView, type Job, JobRequest, type ShellName, StudioError } from '../../preload/contract';
import { type AssetStore, type Gallery, assetView } from '../documents';
import { type FoundPacks, packView } from '../packs';
import { requestAgain } from './again';
import { diagnosticsReport } from './diagnostics';
import type { Log } from './log';
import type { Handlers } from './router';
import { type StoragePlaces, cleanStorage, listStorage } from './storage';

export type KeepingParts = {
  readonly shell: ShellName;
  readonly version: string;
  readonly engine: { jobs(): Job[]; view(): EngineView };
  readonly assets: AssetStore;
  readonly packs: () => Promise<FoundPacks>;
  readonly gallery: Gallery;
  readonly log: Log;
  readonly places: StoragePlaces;
};

/** What the studio keeps on the disk besides projects: every picture it made, caches, logs. */
export function keepingHandlers(parts: KeepingParts) {
  const { assets, gallery, places } = parts;
  return {
    'pictures.again': async ({ recipe }) => {
      const again = await requestAgain(recipe, assets, (hash) => gallery.source(hash));
      return { request: JobRequest.parse(again) };
    },
    'gallery.search': (search) => gallery.search(search),
    'gallery.take': async ({ id }) => {
      const picture = (await gallery.picture(id)) ?? gone();
      assets.adopt(id, picture);
      return assetView(id, picture);
    },
    'gallery.remove': async ({ ids }) => {
      await gallery.remove(ids);
      return {};
    },
    'storage.list': async () => ({ storage: await listStorage(places) }),
    'storage.clean': async ({ name }) => {
      if (name === 'gallery') await gallery.remove();
      else await cleanStorage(places, name);
      return { storage: await listStorage(places) };
    },
    'diagnostics.report': async (wishes) => ({ text: await diagnosticsReport(await reportParts(parts), wishes) }),
  } satisfies Partial<Handlers>;
}

async function reportParts({ shell, version, engine, assets, packs, gallery, log, places }: KeepingParts) {
  const { packs: found } = await packs();
  return {
    ...{ version, shell, engine: engine.view(), jobs: engine.jobs(), errors: await log.errors() },
    packs: found.map(packView),
    storage: await listStorage(places),
    devices: places.devices,
    thumbnail: async ({ result }: Job) => {
      const first = result?.kind === 'pictures' ? result.pictures[0] : undefined;
      return first && thumbnailIn(assets, gallery, first.asset);
    },
  };
}

async function thumbnailIn(assets: AssetStore, gallery: Gallery, asset: Parameters<AssetStore['get']>[0]) {
  const picture = assets.get(asset);
  return picture && gallery.thumbnailOf(picture);
}

function gone(): never {
  throw new StudioError({
    code: 'asset-missing',
    message: 'This picture is not in the gallery any more.',
    hint: 'It was cleaned away, or its file was moved or changed by another program.',
  });
}
