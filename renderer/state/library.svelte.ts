import type {
  AssetId,
  LibraryView,
  PhotoFilter,
  PhotoHits,
  PhotoProblem,
  PhotoQuery,
  PhotoView,
  Rectangle,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Drawing } from './drawing.svelte';
import type { Notices } from './notices.svelte';
import { PhotoPages } from './photo-pages';

export interface LibraryParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly drawing: Drawing;
  readonly notices: Notices;
}

/** A picture, or a part of it, that photos are to be like. */
export interface Likeness {
  /** What it is called in the window. */
  readonly name: string;
  readonly picture: NonNullable<PhotoQuery['picture']>;
  readonly region?: Rectangle | undefined;
}

/** What was searched for last. */
export interface Search {
  readonly words: string;
  readonly like?: Likeness;
}

export function likenessOf({ id: photo, name }: PhotoView, region?: Rectangle): Likeness {
  return { name, picture: { photo }, region };
}

/** The photo library as the window shows it: all photos, or those that were searched for. */
export class Library {
  open = $state(false);
  view = $state.raw<LibraryView>();
  /** Length of the list of all photos. */
  total = $state(0);
  hits = $state.raw<PhotoHits>();
  search = $state.raw<Search>({ words: '' });
  searching = $state(false);
  filter = $state.raw<PhotoFilter>({});
  chosen = $state.raw<PhotoView>();
  problems = $state.raw<readonly PhotoProblem[]>();
  /** What the shell suggests as a folder, while it asks the window for one. */
  suggestion = $state<string>();
  /** Goes up when a page came: what is drawn has to be looked up again. */
  arrivals = $state(0);
  /** Goes up when the grid shows another list. */
  list = $state(0);
  readonly #parts: LibraryParts;
  #pages: PhotoPages;
  #turn = 0;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.#pages = this.#newPages();
    parts.client.subscribe((event) => {
      if (event.type === 'library.changed') this.#take(event.library);
    });
  }

  /** How many tiles the grid has. */
  get count(): number {
    return this.hits?.photos.length ?? this.total;
  }

  get empty(): boolean {
    return this.view !== undefined && this.view.folders.length === 0;
  }

  photoAt(index: number): PhotoView | undefined {
    return this.hits === undefined ? this.#pages.at(index) : this.hits.photos[index];
  }

  toggle(): void {
    this.open = !this.open;
    if (this.open) void this.#parts.notices.guard(() => this.refresh());
  }

  /** Which folders there are, for whoever has not opened the library yet. */
  look(): void {
    if (this.view === undefined) void this.#parts.notices.guard(() => this.refresh());
  }

  async refresh(): Promise<void> {
    this.#take(await this.#parts.client.request('library.view', {}));
    this.want(0, 0);
  }

  /** Fetches what the grid is about to show. */
  want(first: number, last: number): void {
    if (this.hits === undefined) void this.#parts.notices.guard(() => this.#pages.want(first, last));
  }

  /** `path` is what the user typed where the shell has no dialog. */
  async addFolder(path?: string): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const reply = await this.#parts.client.request('library.addFolder', path === undefined ? {} : { path });
      this.suggestion = reply.kind === 'ask' ? reply.suggestion : undefined;
      if (reply.kind === 'added') await this.refresh();
    });
  }

  async removeFolder(folder: LibraryView['folders'][number]): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('library.removeFolder', { folder: folder.id });
      this.clear();
      await this.refresh();
      this.#parts.notices.toast(`“${folder.name}” left the library; its files stay as they are`);
    });
  }

  async scan(): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('library.scan', {});
    });
  }

  async indexing(action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('library.indexing', { action });
    });
  }

  /** Of several searches on their way only the last one is shown. */
  async find(search: Search): Promise<void> {
    this.search = search;
    const words = search.words.trim();
    if (words === '' && search.like === undefined) {
      this.clear();
      return;
    }
    const turn = ++this.#turn;
    this.searching = true;
    await this.#parts.notices.guard(async () => {
      const hits = await this.#parts.client.request('library.search', {
        ...(words === '' ? {} : { words }),
        ...(search.like && { picture: search.like.picture }),
        ...(search.like?.region && { region: search.like.region }),
        filter: this.filter,
      });
      if (turn !== this.#turn) return;
      this.hits = hits;
      this.list++;
    });
    if (turn === this.#turn) this.searching = false;
  }

  /** As {@link find}, for a picture that has to be made first; `name` is what it is called. */
  async findLike(name: string, picture: () => Promise<AssetId | undefined>, words: string): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const asset = await picture();
      if (asset !== undefined) await this.find({ words, like: { name, picture: { asset } } });
    });
  }

  /** Changes some of the filters; those that are undefined let everything through. */
  filterBy(change: { readonly [Name in keyof PhotoFilter]: PhotoFilter[Name] | undefined }): void {
    const all = Object.entries({ ...this.filter, ...change });
    this.setFilter(Object.fromEntries(all.filter(([, value]) => value !== undefined)));
  }

  setFilter(filter: PhotoFilter): void {
    this.filter = filter;
    this.list++;
    this.#reset();
    if (this.hits !== undefined) void this.find(this.search);
    this.want(0, 0);
  }

  /** Back to all photos. */
  clear(): void {
    this.#turn++;
    this.search = { words: '' };
    this.hits = undefined;
    this.list++;
    this.searching = false;
    this.want(0, 0);
  }

  async showProblems(): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const reply = await this.#parts.client.request('library.problems', { offset: 0, limit: 1000 });
      this.problems = reply.problems;
    });
  }

  /** Puts the photo on the canvas. */
  async place(photo: PhotoView): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const picture = await this.#parts.client.request('library.open', { photo: photo.id });
      this.#parts.drawing.watched = undefined;
      const name = photo.name.replace(/\.[^.]*$/, '');
      this.#parts.document.place('open a photo', { ...picture, asset: picture.id, name });
      this.open = false;
    });
  }

  /** Puts a picture into one of its folders, as a file with the recipe inside. */
  async keep(asset: AssetId, fileName: string, folder: LibraryView['folders'][number]): Promise<void> {
    const { client, notices } = this.#parts;
    await notices.guard(async () => {
      const { name } = await client.request('library.keep', { asset, folder: folder.id, name: fileName });
      notices.toast(`Kept as “${name}” in “${folder.name}”`);
    });
  }

  #take(view: LibraryView): void {
    const before = this.view?.edition;
    this.view = view;
    if (before === view.edition) return;
    this.#reset();
    if (this.open) this.want(0, 0);
  }

  #reset(): void {
    this.#pages = this.#newPages();
    this.arrivals++;
  }

  #newPages(): PhotoPages {
    const pages: PhotoPages = new PhotoPages(
      (offset, limit) => this.#parts.client.request('library.photos', { filter: this.filter, offset, limit }),
      (total) => {
        // A page of an older list may come late.
        if (pages !== this.#pages) return;
        this.total = total;
        this.arrivals++;
      },
    );
    return pages;
  }
}
