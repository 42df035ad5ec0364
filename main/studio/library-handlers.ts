import { homedir } from 'node:os';
import { join } from 'node:path';
import { type AddFolderReply, StudioError } from '../../preload/contract';
import { type AssetStore, importPicture, writeNewFile } from '../documents';
import type { LibraryHost } from '../library/host';
import type { FolderCaptioning } from './captioning';
import { pngOf } from './picture-handlers';
import type { Handlers } from './router';

/** How a shell asks for a folder of photos: with a dialog of the system, or by letting the window ask for the path. */
export type FolderDialog = { whichFolder(): Promise<string | undefined> } | 'typed';

export type LibraryParts = {
  readonly library: LibraryHost;
  readonly captioning: FolderCaptioning;
  readonly folderDialog: FolderDialog;
  readonly assets: AssetStore;
};

export function libraryHandlers({ library, captioning, folderDialog, assets }: LibraryParts) {
  return {
    'library.view': () => library.view(),
    'library.addFolder': ({ path }) => addFolder(library, folderDialog, path),
    'library.removeFolder': async ({ folder }) => {
      captioning.cancelIn(folder);
      await library.removeFolder(folder);
      return {};
    },
    'library.scan': async () => {
      await library.scan();
      return {};
    },
    'library.indexing': async ({ action }) => {
      await library.indexing(action);
      return {};
    },
    'library.caption': async (wishes) => {
      await captioning.start(wishes);
      return {};
    },
    'library.captioning': ({ action }) => {
      if (action !== 'view') captioning[action]();
      return captioning.view === undefined ? {} : { captioning: captioning.view };
    },
    'library.photos': (page) => library.photos(page),
    'library.search': (query) => library.search(query),
    'library.references': (query) => library.references(query),
    'library.problems': ({ offset, limit }) => library.problems(offset, limit),
    'library.keep': async ({ asset, folder, name }) => {
      const file = pngOf(assets, asset, name);
      const { place } = await library.folder(folder);
      const kept = await writeNewFile(place, file.name, await file.bytes());
      await library.scan();
      return { name: kept };
    },
    'library.open': async ({ photo }) => importPicture(assets, await library.picture(photo)),
  } satisfies Partial<Handlers>;
}

/** Where a dialog can ask, a window may not name folders itself. */
async function addFolder(library: LibraryHost, dialog: FolderDialog, path?: string): Promise<AddFolderReply> {
  if (dialog === 'typed') return path === undefined ? ask() : library.addFolder(path);
  if (path !== undefined) throw new StudioError({ code: 'forbidden', message: 'Folders are chosen in a dialog here.' });
  const chosen = await dialog.whichFolder();
  return chosen === undefined ? { kind: 'cancelled' } : library.addFolder(chosen);
}

function ask(): AddFolderReply {
  return { kind: 'ask', suggestion: join(homedir(), 'Pictures') };
}
