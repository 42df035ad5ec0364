import { open } from 'node:fs/promises';
import { type PackManifest, type ProjectId, StudioError, maximumAssetBytes } from '../../preload/contract';
import { type AssetStore, importPicture } from '../documents';
import { installPack } from '../packs';
import { Farewells } from './farewells';
import type { Listener } from './listeners';
import { Offers } from './offers';
import { type FileToSave, pngOf } from './picture-handlers';
import type { Handlers } from './router';

/** What a shell with a desktop around it can do. */
export type DeskOptions = {
  /** Lets the user drag the picture out of the window. */
  readonly drag?: (picture: FileToSave) => Promise<void>;
  /** Opens another window, on this project or on a new one. */
  readonly openWindow?: (project: ProjectId | undefined) => Promise<void>;
  /** How packs are installed; without it they cannot be. */
  readonly installing?: {
    /** The folder of the user's packs. */
    readonly into: string;
    readonly agrees: (manifest: PackManifest) => Promise<boolean>;
  };
};

export type DeskParts = DeskOptions & {
  readonly emit: Listener;
  /** A pack was installed. */
  readonly packsChanged: () => Promise<void>;
};

/** The studio's place on the desktop: files that come in, pictures that are dragged out, windows that close. */
export class Desk {
  readonly offers: Offers;
  readonly farewells = new Farewells();
  readonly parts: DeskParts;

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.offers = new Offers(() => parts.emit({ type: 'files.offered' }));
  }
}

type Parts = { readonly desk: Desk; readonly assets: AssetStore };

export function deskHandlers({ desk, assets }: Parts) {
  return {
    'offers.take': () => ({ offers: desk.offers.take() }),
    'assets.offered': async ({ offer }) => importPicture(assets, await pictureBytes(desk.offers.use(offer))),
    'packs.install': async ({ offer }) => {
      const file = desk.offers.use(offer);
      const { installing, packsChanged } = desk.parts;
      const pack = installing && (await installPack(file, installing));
      if (pack === undefined) return { kind: 'cancelled' as const };
      await packsChanged();
      return { kind: 'installed' as const, id: pack.manifest.id, title: pack.manifest.title };
    },
    'pictures.drag': async ({ asset, name }) => {
      await desk.parts.drag?.(pngOf(assets, asset, name));
      return { started: desk.parts.drag !== undefined };
    },
    'window.open': async ({ project }) => {
      await desk.parts.openWindow?.(project);
      return { opened: desk.parts.openWindow !== undefined };
    },
    'window.farewell': ({ farewell }) => {
      desk.farewells.said(farewell);
      return {};
    },
  } satisfies Partial<Handlers>;
}

/** No more is read than a picture may have, even of a file that grows meanwhile. */
async function pictureBytes(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new StudioError(
      {
        code: 'file-missing',
        message: 'The picture cannot be opened.',
        detail: path,
        hint: 'Check that it is still there.',
      },
      { cause },
    );
  });
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, maximumAssetBytes + 1));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
