import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LibraryView, PhotoHits, PhotoId, PhotoPage, PhotoView } from '../../preload/contract';
import { StudioError } from '../../preload/contract';
import { EmbedDesk, type EmbedQuestion } from './embed-desk';
import { type Folder, Folders } from './folders';
import { isMissing } from './indexing/index-folder';
import { Indexer } from './indexing/indexer';
import { lockLibrary } from './indexing/lock';
import { type Photo, type Problem, photoIdOf, thumbnailIdOf } from './photo';
import type { LibraryCall, RetrieverInUse } from './protocol';
import { faultOf } from './scan/photo-faults';
import { type Square, asPlainPicture, squareFrom } from './scan/read-photo';
import { findReferences } from './search/find-references';
import { type Hit, type SearchParts, noLooks, search } from './search/search';
import { PhotoStore } from './store';
import { Thumbnails } from './thumbnails';
import { FolderWatch } from './watch';

export type LibraryOptions = {
  readonly folder: string;
  readonly thumbnails: string;
  readonly watch: boolean;
  readonly changed: (view: LibraryView) => void;
  readonly askForVectors: (id: number, question: EmbedQuestion) => void;
};

/** Photos whose vectors stand for the whole library. */
const sampleSize = 256;
/** Milliseconds between two messages about how far reading is. */
const reportInterval = 200;

type Counts = Awaited<ReturnType<PhotoStore['counts']>>;

/** The photo library: its folders, its store, what is read just now, and who searches in it. */
export class Library {
  readonly desk: EmbedDesk;
  readonly #options: LibraryOptions;
  readonly #store: PhotoStore;
  readonly #folders: Folders;
  readonly #thumbnails: Thumbnails;
  readonly #indexer: Indexer;
  readonly #watch: FolderWatch;
  #retriever: RetrieverInUse | undefined;
  #contrast: Promise<readonly Float32Array[]> | undefined;
  #sample: Promise<readonly Float32Array[]> | undefined;
  #counts: Promise<Counts> | undefined;
  #edition = 0;
  #reporting: NodeJS.Timeout | undefined;

  private constructor(options: LibraryOptions, store: PhotoStore, folders: Folders) {
    this.#options = options;
    this.#store = store;
    this.#folders = folders;
    this.#thumbnails = new Thumbnails(options.thumbnails);
    this.desk = new EmbedDesk(options.askForVectors);
    this.#indexer = new Indexer({
      place: options.folder,
      folders: () => folders.all(),
      parts: () => ({
        store,
        thumbnails: this.#thumbnails,
        shape: this.#retriever,
        embed: (squares) => this.#embed(false, squares),
      }),
      changed: (stored) => this.#noteChange(stored),
    });
    this.#watch = new FolderWatch(() => this.#indexer.start());
  }

  /** Throws `library-unavailable`. */
  static async open(options: LibraryOptions): Promise<Library> {
    try {
      return new Library(options, await PhotoStore.open(options.folder), await Folders.open(options.folder));
    } catch (thrown) {
      throw thrown instanceof StudioError ? thrown : unavailable(options.folder, thrown);
    }
  }

  /** From now on pictures are compared by this retriever, or not at all. */
  async use(retriever: RetrieverInUse | undefined): Promise<void> {
    await this.#store.use(retriever);
    this.#retriever = retriever;
    this.#contrast = undefined;
    this.#sample = undefined;
    if (this.#options.watch) this.#watch.follow(this.#folders.all());
    if (this.#options.watch && this.#folders.all().length > 0) this.#indexer.start();
  }

  async answer(call: LibraryCall): Promise<unknown> {
    switch (call.name) {
      case 'view':
        return this.#view();
      case 'addFolder':
        return this.#addFolder(call.path);
      case 'removeFolder':
        return this.#removeFolder(call.folder);
      case 'scan':
        this.#indexer.start();
        return undefined;
      case 'settle':
        return this.#indexer.settled();
      case 'indexing':
        this.#indexer[call.action]();
        return undefined;
      case 'photos':
        return this.#page(call);
      case 'problems':
        return this.#problems(call);
      case 'search':
        return this.#search(call);
      case 'references':
        return this.#references(call);
      case 'path':
        return (await this.#require(call.photo)).photo.path;
      case 'picture':
        return asPlainPicture(await this.#bytesOf(call.photo)).catch((thrown: unknown) => {
          throw unreadable(thrown);
        });
      case 'caption':
        return this.#caption(call.path, call.text);
    }
  }

  async stop(): Promise<void> {
    this.#watch.stop();
    clearTimeout(this.#reporting);
    this.#indexer.cancel();
    await this.#indexer.settled();
    this.#store.close();
  }

  async #view(): Promise<LibraryView> {
    this.#counts ??= this.#store.counts();
    const { photos, problems } = await this.#counts;
    const folders = await Promise.all(
      this.#folders.all().map(async (folder) => ({
        ...{ id: folder.id, name: this.#folders.nameOf(folder), place: folder.path },
        ...{ photos: photos.get(folder.id) ?? 0, problems: problems.get(folder.id) ?? 0 },
        missing: await isMissing(folder.path),
      })),
    );
    const looks = this.#retriever !== undefined;
    const all = folders.reduce((sum, folder) => sum + folder.photos, 0);
    return { folders, photos: all, indexing: this.#indexer.view, looks, edition: this.#edition };
  }

  async #addFolder(path: string): Promise<Folder['id']> {
    const { id } = await this.#folders.add(path);
    if (this.#options.watch) this.#watch.follow(this.#folders.all());
    this.#indexer.start();
    return id;
  }

  /** Takes rows and thumbnails away; the files are not touched. */
  async #removeFolder(id: Folder['id']): Promise<void> {
    if (!this.#folders.all().some((folder) => folder.id === id)) return;
    const wasReading = this.#indexer.view.state !== 'idle';
    this.#indexer.cancel();
    await this.#indexer.settled();
    const unlock = await lockLibrary(this.#options.folder);
    try {
      await this.#folders.remove(id);
      await this.#store.removeFolder(id);
      await this.#thumbnails.keepOnly(await this.#store.contents());
    } finally {
      await unlock();
    }
    this.#watch.follow(this.#options.watch ? this.#folders.all() : []);
    if (wasReading) this.#indexer.start();
    this.#noteChange(true);
  }

  async #page({ filter, offset, limit }: Extract<LibraryCall, { name: 'photos' }>): Promise<PhotoPage> {
    const { photos, total } = await this.#store.page(filter, offset, limit);
    return { photos: photos.map((photo) => viewOf(photo)), total };
  }

  async #problems({ offset, limit }: Extract<LibraryCall, { name: 'problems' }>) {
    const { problems, total } = await this.#store.problems(offset, limit);
    return { problems: problems.map(problemView), total };
  }

  async #search(call: Extract<LibraryCall, { name: 'search' }>): Promise<PhotoHits> {
    const { words, filter, limit } = call;
    const picture = call.picture && (await this.#vectorOf(call));
    const itself = call.picture !== undefined && 'photo' in call.picture ? call.picture.photo : undefined;
    return hitsOf(await search({ words, picture, itself, filter, limit }, this.#searchParts()));
  }

  /** Pinned photos that have left the library in the meantime count no more. */
  async #references({ words, like, without, most }: Extract<LibraryCall, { name: 'references' }>): Promise<PhotoHits> {
    const pinned = await Promise.all(like.map((id) => this.#store.byId(id)));
    const vectors = pinned.flatMap((found) => found?.vector ?? []);
    const wish = { words, like: vectors, without: new Set([...like, ...without]), most };
    return hitsOf(await findReferences(wish, this.#searchParts()));
  }

  #searchParts(): SearchParts {
    return {
      store: this.#store,
      embedTexts: (texts) => this.#embedTexts(texts),
      contrast: () => this.#contrastVectors(),
      sample: () => this.#sampleVectors(),
    };
  }

  /** Throws `task-unsupported` without a retriever, `image-unreadable`, `photo-missing`, `engine-unavailable`. */
  async #vectorOf({ picture, region }: Extract<LibraryCall, { name: 'search' }>): Promise<Float32Array | undefined> {
    if (this.#retriever === undefined) throw noLooks();
    const shape = this.#retriever;
    if (picture === undefined) return undefined;
    if ('photo' in picture && region === undefined) {
      const { vector } = await this.#require(picture.photo);
      if (vector !== undefined) return vector;
    }
    const bytes = 'bytes' in picture ? picture.bytes : await this.#bytesOf(picture.photo);
    const square = await squareFrom(bytes, shape, region).catch((thrown: unknown) => {
      throw unreadable(thrown);
    });
    const [vector] = (await this.#embed(true, [square])) ?? [];
    return vector ?? notNow();
  }

  async #bytesOf(id: PhotoId): Promise<Uint8Array> {
    const { photo } = await this.#require(id);
    return readFile(photo.path).catch((thrown: unknown) => {
      throw unreadable(thrown);
    });
  }

  async #caption(path: string, text: string): Promise<void> {
    if ((await this.#store.byId(photoIdOf(path))) === undefined) return;
    await this.#store.caption(path, text);
    this.#noteChange(true);
  }

  async #require(id: PhotoId) {
    const found = await this.#store.byId(id);
    if (found !== undefined) return found;
    throw new StudioError({ code: 'photo-missing', message: 'This photo is not in the library any more.' });
  }

  #embed(urgent: boolean, squares: readonly Square[]): Promise<readonly Float32Array[] | undefined> {
    return this.desk.ask({ urgent, texts: [], squares });
  }

  async #embedTexts(texts: readonly string[]): Promise<readonly Float32Array[] | undefined> {
    return this.#retriever === undefined ? undefined : this.desk.ask({ urgent: true, texts, squares: [] });
  }

  #contrastVectors(): Promise<readonly Float32Array[]> {
    this.#contrast ??= this.#embedTexts(this.#retriever?.contrast ?? []).then((vectors) => vectors ?? []);
    return this.#contrast;
  }

  #sampleVectors(): Promise<readonly Float32Array[]> {
    this.#sample ??= this.#store.sample(sampleSize);
    return this.#sample;
  }

  #noteChange(stored: boolean): void {
    if (stored) {
      this.#edition++;
      this.#counts = undefined;
      this.#sample = undefined;
    }
    this.#reporting ??= setTimeout(() => {
      this.#reporting = undefined;
      void this.#view().then(this.#options.changed, () => undefined);
    }, reportInterval);
  }
}

function hitsOf(hits: readonly Hit[]): PhotoHits {
  return { photos: hits.map(({ photo, ...rest }) => viewOf(photo, rest)), fits: hits.length > 0 };
}

function viewOf(photo: Photo, hit?: Pick<Hit, 'score' | 'alike'>): PhotoView {
  const { id, name, folder, width, height, bytes, taken, kind, format, caption, prompt, content } = photo;
  return {
    ...{ id, name, folder, width, height, bytes, taken, kind, format, thumbnail: thumbnailIdOf(content) },
    ...(caption === null ? {} : { caption }),
    ...(prompt === null ? {} : { prompt }),
    ...hit,
  };
}

function problemView({ path, folder, reason, message }: Problem) {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { name, place: dirname(path), folder, reason, message };
}

function unreadable(thrown: unknown): StudioError {
  const { message } = faultOf(thrown);
  return new StudioError(
    { code: 'image-unreadable', message: `The picture cannot be read. ${message}` },
    { cause: thrown },
  );
}

function notNow(): never {
  throw new StudioError({
    code: 'engine-unavailable',
    message: 'The engine cannot look at the picture just now.',
    hint: 'Try again in a moment.',
  });
}

function unavailable(folder: string, cause: unknown): StudioError {
  return new StudioError(
    {
      code: 'library-unavailable',
      message: 'The photo library cannot be opened.',
      detail: `${folder}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'Restart the studio. If it stays so, move the folder of the library away: it is made anew, your photos are not affected.',
    },
    { cause },
  );
}
