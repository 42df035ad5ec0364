import { resolve } from 'node:path';
import {
  type Indexing,
  type LibraryFolder,
  type LibraryView,
  type PhotoFilter,
  type PhotoHits,
  type Rectangle,
  StudioError,
} from '../../preload/contract';
import type { Studio } from '../studio';
import { readPicture } from './read-picture';
import type { Terminal } from './terminal';

type Answering = { readonly json?: true };
export type SearchOptions = Answering & {
  readonly picture?: string;
  /** The last one counts. */
  readonly region?: readonly Rectangle[];
  readonly folder?: string;
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
  readonly larger?: number;
  readonly kind?: PhotoFilter['kind'];
  readonly captioned?: true;
  readonly limit: number;
};

/** Adds a folder and reads its photos. */
export async function addToLibrary(
  { library, subscribe }: Studio,
  path: string,
  options: Answering,
  terminal: Terminal,
): Promise<void> {
  await library.addFolder(resolve(path));
  await untilRead({ library, subscribe }, options, terminal);
}

/** Looks for what is new in all folders. */
export async function scanLibrary(studio: Studio, options: Answering, terminal: Terminal): Promise<void> {
  await studio.library.scan();
  await untilRead(studio, options, terminal);
}

export async function listLibrary({ library }: Studio, { json }: Answering, terminal: Terminal): Promise<void> {
  const view = await library.view();
  const { problems } = await library.problems(0, 1000);
  if (json === true) {
    terminal.print(JSON.stringify({ ...view, files: problems }));
    return;
  }
  if (view.folders.length === 0) terminal.print('The library has no folders. Add one: brookesia library add <folder>');
  for (const { place, photos, missing } of view.folders)
    terminal.print(`${place} (${photos} photos${missing ? '; not there now' : ''})`);
  for (const { name, place, message } of problems) terminal.print(`Left out: ${place}/${name} - ${message}`);
}

export async function searchLibrary(
  studio: Studio,
  words: string | undefined,
  options: SearchOptions,
  terminal: Terminal,
): Promise<void> {
  const { picture, limit, json } = options;
  if (words === undefined && picture === undefined)
    throw new StudioError({ code: 'bad-request', message: 'Say what to search for: words, or --picture <file>.' });
  const region = options.region?.at(-1);
  if (region !== undefined && picture === undefined)
    throw new StudioError({ code: 'bad-request', message: '--region is a part of a picture: --picture <file>.' });
  const filter = await filterOf(studio, options);
  const query = { filter, limit, ...(words === undefined ? {} : { words }), ...(region && { region }) };
  const { library } = studio;
  const found =
    picture === undefined ? await library.search(query) : await library.searchLike(await readPicture(picture), query);
  const places = await Promise.all(found.photos.map(({ id }) => library.pathOf(id)));
  if (json === true) terminal.print(JSON.stringify(withPaths(found, places)));
  else if (!found.fits) terminal.print('Nothing in the library fits.');
  else found.photos.forEach(({ score }, index) => terminal.print(`${(score ?? 0).toFixed(3)}  ${places[index] ?? ''}`));
}

/** Takes a folder out of the library; its files stay as they are. */
export async function removeFromLibrary({ library }: Studio, path: string, terminal: Terminal): Promise<void> {
  const folder = await requireFolder(library, path);
  await library.removeFolder(folder.id);
  terminal.print(`${folder.place} is no longer part of the library; its ${folder.photos} photos stay where they are.`);
}

async function requireFolder(library: Studio['library'], path: string): Promise<LibraryFolder> {
  const wanted = resolve(path);
  const folder = (await library.view()).folders.find(({ place }) => place === wanted);
  if (folder !== undefined) return folder;
  throw new StudioError({ code: 'folder-missing', message: `${wanted} is no folder of the library.` });
}

async function filterOf({ library }: Studio, options: SearchOptions): Promise<PhotoFilter> {
  const { folder, from, until, larger: minimumSide, kind, captioned } = options;
  const folders = folder === undefined ? undefined : [(await requireFolder(library, folder)).id];
  const all = Object.entries({ folders, from, until, minimumSide, kind, captioned });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

function withPaths({ fits, photos }: PhotoHits, places: readonly string[]) {
  return { fits, photos: photos.map((photo, index) => ({ path: places[index], ...photo })) };
}

type Reading = Pick<Studio, 'library' | 'subscribe'>;

async function untilRead({ library, subscribe }: Reading, { json }: Answering, terminal: Terminal): Promise<void> {
  const unsubscribe = subscribe((event) => {
    if (event.type === 'library.changed') terminal.progress(progressLine(event.library.indexing));
  });
  try {
    await library.settled();
  } finally {
    unsubscribe();
  }
  report(await library.view(), json === true, terminal);
}

function report(view: LibraryView, json: boolean, terminal: Terminal): void {
  if (view.indexing.error !== undefined) throw new StudioError(view.indexing.error);
  const problems = view.folders.reduce((sum, folder) => sum + folder.problems, 0);
  if (json) terminal.print(JSON.stringify(view));
  else
    terminal.print(`${view.photos} photos, ${view.indexing.done} of them read now; ${problems} files were left out.`);
}

export function progressLine({ state, done, total, photosPerSecond }: Indexing): string {
  if (state === 'idle') return 'Done';
  if (total === 0) return 'Looking through the folders';
  return `${Math.floor((100 * done) / total)} % - ${done} of ${total} files, ${photosPerSecond.toFixed(1)} per second`;
}
