import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AddFolderReply,
  type AssetId,
  FolderId,
  type LibraryFolder,
  LibraryView,
  PhotoHits,
  type PhotoId,
  PhotoPage,
  PhotoProblem,
  type PhotoQuery,
  type ReferenceQuery,
  StudioError,
  type StudioEvent,
  z,
} from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import type { LibraryCall, LibraryEvent } from '../protocol';
import { Thumbnails } from '../thumbnails';
import { LibraryProcess } from './library-process';
import type { LibraryLauncher } from './ports';
import { type ChosenRetriever, chooseRetriever } from './retriever-in-use';

export type EmbedForLibrary = (
  wish: {
    readonly pack: string;
    readonly texts: readonly string[];
    readonly squares: readonly { readonly side: number; readonly rgb: Uint8Array }[];
  },
  urgent: boolean,
) => Promise<readonly Float32Array[]>;

export type LibraryPlace = {
  /** Where the store is kept. */
  readonly folder: string;
  readonly thumbnails: string;
};

export type LibraryHostOptions = LibraryPlace & {
  readonly launcher: LibraryLauncher;
  /** Resolves when the pack folders have been read. */
  readonly packs: () => Promise<readonly InstalledPack[]>;
  readonly embed: EmbedForLibrary;
  readonly emit: (event: StudioEvent) => void;
  /** The bytes of a picture that a window names. Throws `asset-missing`. */
  readonly picture: (id: AssetId) => Uint8Array;
  /** Whether folders are watched for changes, and looked through at the start. */
  readonly watch: boolean;
};

/** How often reading is taken up again when the process dies over it without having come further. */
const revivals = 3;

/** How often a question for vectors is asked when the engine dies over it. */
const attempts = 4;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
const Problems = z.object({ problems: z.array(PhotoProblem), total: z.int() });

/** The photo library as the shells see it. Its process starts with the first question. */
export class LibraryHost {
  readonly #options: LibraryHostOptions;
  readonly #process: LibraryProcess;
  readonly #thumbnails: Thumbnails;
  #retriever: ChosenRetriever | undefined;
  #chosen: Promise<void> | undefined;
  /** A scan that was on its way when the process died is taken up again. */
  #scanning = false;
  #read = 0;
  #deaths = 0;

  constructor(options: LibraryHostOptions) {
    this.#options = options;
    this.#thumbnails = new Thumbnails(options.thumbnails);
    this.#process = new LibraryProcess({
      launcher: options.launcher,
      brief: () => this.#brief(),
      heard: (event) => this.#hear(event),
      died: () => this.#mourn(),
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  async view(): Promise<LibraryView> {
    return LibraryView.parse(await this.#call({ name: 'view' }));
  }

  /** Throws `folder-missing` where the library has no such folder, or it is not there now. */
  async folder(id: FolderId): Promise<LibraryFolder> {
    const { folders } = await this.view();
    const folder = folders.find((each) => each.id === id);
    if (folder === undefined || folder.missing) throw folderMissing(folder);
    return folder;
  }

  /** Throws `folder-missing` and `bad-request`. The folder is read in the background. */
  async addFolder(path: string): Promise<AddFolderReply> {
    return { kind: 'added', folder: FolderId.parse(await this.#call({ name: 'addFolder', path })) };
  }

  async removeFolder(folder: FolderId): Promise<void> {
    await this.#call({ name: 'removeFolder', folder });
  }

  async scan(): Promise<void> {
    await this.#call({ name: 'scan' });
  }

  /** Resolves when no photo is being read any more. */
  async settled(): Promise<void> {
    await this.#call({ name: 'settle' });
  }

  async indexing(action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    await this.#call({ name: 'indexing', action });
  }

  async photos(page: Omit<Extract<LibraryCall, { name: 'photos' }>, 'name'>): Promise<PhotoPage> {
    return PhotoPage.parse(await this.#call({ name: 'photos', ...page }));
  }

  async problems(offset: number, limit: number): Promise<{ problems: PhotoProblem[]; total: number }> {
    return Problems.parse(await this.#call({ name: 'problems', offset, limit }));
  }

  async search({ picture, ...query }: PhotoQuery): Promise<PhotoHits> {
    const from = picture && ('asset' in picture ? { bytes: this.#options.picture(picture.asset) } : picture);
    return PhotoHits.parse(await this.#call({ name: 'search', ...query, ...(from && { picture: from }) }));
  }

  /** As `search`, by a picture file that is no asset. */
  async searchLike(bytes: Uint8Array, query: Omit<PhotoQuery, 'picture'>): Promise<PhotoHits> {
    return PhotoHits.parse(await this.#call({ name: 'search', ...query, picture: { bytes } }));
  }

  /** Where a photo's file is. Throws `photo-missing`. */
  async pathOf(photo: PhotoId): Promise<string> {
    return z.string().parse(await this.#call({ name: 'path', photo }));
  }

  /** The photo as a PNG, JPEG or WebP file. Throws `photo-missing` and `image-unreadable`. */
  async picture(photo: PhotoId): Promise<Uint8Array> {
    return Bytes.parse(await this.#call({ name: 'picture', photo }));
  }

  /** Photos that a picture of these words, and like these photos, can be drawn after. */
  async references(query: ReferenceQuery): Promise<PhotoHits> {
    return PhotoHits.parse(await this.#call({ name: 'references', ...query }));
  }

  /** Notes what a photo shows, if the library has it. A library that nobody uses stays so. */
  async caption(path: string, text: string): Promise<void> {
    if (await this.#isUsed()) await this.#call({ name: 'caption', path, text });
  }

  /** A WebP file; undefined where there is none. Needs no process. */
  thumbnail(id: AssetId): Promise<Uint8Array | undefined> {
    return this.#thumbnails.read(id);
  }

  /** The packs are others: photos may have to be looked at anew. */
  async refresh(): Promise<void> {
    this.#chosen = undefined;
    if (!this.#process.running) return;
    await this.#choose();
    this.#process.post(this.#brief());
  }

  /** Starts watching where there are folders to watch; a library that nobody uses costs nothing. */
  async wake(): Promise<void> {
    if (await this.#isUsed()) await this.view();
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #call(call: LibraryCall): Promise<unknown> {
    await this.#choose();
    return this.#process.call(call);
  }

  async #isUsed(): Promise<boolean> {
    const list = await readFile(join(this.#options.folder, 'folders.json'), 'utf8').catch(() => '');
    return list.includes('"path"');
  }

  #choose(): Promise<void> {
    this.#chosen ??= this.#options.packs().then((packs) => {
      this.#retriever = chooseRetriever(packs);
    });
    return this.#chosen;
  }

  #brief() {
    const { folder, thumbnails, watch } = this.#options;
    const retriever = this.#retriever?.settings;
    return { type: 'configure' as const, folder, thumbnails, watch, ...(retriever && { retriever }) };
  }

  #hear(event: Extract<LibraryEvent, { type: 'changed' | 'embed' }>): void {
    if (event.type === 'embed') {
      void this.#embed(event);
      return;
    }
    this.#note(event.view);
    this.#options.emit({ type: 'library.changed', library: event.view });
  }

  async #embed({ id, urgent, texts, squares }: Extract<LibraryEvent, { type: 'embed' }>): Promise<void> {
    const vectors = await this.#vectorsOf({ texts, squares }, urgent);
    this.#process.post({ type: 'embedded', id, ...(vectors && { vectors: [...vectors] }) });
  }

  /** Undefined when the engine cannot be had, or dies over it again and again. */
  async #vectorsOf(
    what: Omit<Parameters<EmbedForLibrary>[0], 'pack'>,
    urgent: boolean,
  ): Promise<readonly Float32Array[] | undefined> {
    const retriever = this.#retriever;
    if (retriever === undefined) return undefined;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const vectors = await this.#options.embed({ pack: retriever.pack, ...what }, urgent).catch(() => undefined);
      if (vectors !== undefined) return vectors;
    }
    return undefined;
  }

  #note({ photos, indexing }: LibraryView): void {
    this.#scanning = indexing.state !== 'idle';
    if (photos > this.#read) this.#deaths = 0;
    this.#read = photos;
  }

  #mourn(): void {
    if (this.#scanning && this.#deaths++ < revivals) void this.scan().catch(() => undefined);
  }
}

function folderMissing(folder: LibraryFolder | undefined): StudioError {
  if (folder === undefined)
    return new StudioError({ code: 'folder-missing', message: 'This folder is not in the library any more.' });
  return new StudioError({
    code: 'folder-missing',
    message: `The folder ${folder.place} is not there now.`,
    hint: 'It may be on a drive that was taken out: put that back and try again.',
  });
}
