import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { AssetId, type GalleryEntry, type GalleryPage, type GallerySearch, sourcesOf } from '../../../preload/contract';
import type { Picture } from '../assets';
import { writeError, writeFileAtomically } from '../atomic-write';
import { maximumPixels } from '../inspect';
import { keepPicture, keptPicture } from '../project/project-pictures';
import { SourceStore } from '../sources/source-store';
import { type Entries, readEntries } from './gallery-index';

/** Pixels of the longer side of a thumbnail. */
const thumbnailSide = 192;

export type GalleryFolders = {
  /** Of the pictures, which nothing else holds. */
  readonly pictures: string;
  /** Of the thumbnails, which can be made again. */
  readonly thumbnails: string;
};

/** The files that a picture was made from, by their hashes. */
export type Sources = ReadonlyMap<string, Uint8Array>;

/**
 * Every picture that was ever made, until it is cleaned away: one PNG each, with its recipe inside, and the files that it was
 * made from. A list beside them makes starting quick; it is made anew from the pictures where it is missing or damaged.
 * Changes come one after the other.
 */
export class Gallery {
  readonly #folders: GalleryFolders;
  readonly #sources: SourceStore;
  #entries: Promise<Entries> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folders: GalleryFolders) {
    this.#folders = folders;
    this.#sources = new SourceStore(join(folders.pictures, 'sources'));
  }

  /** Resolves when the picture is on the disk; nothing for one without a recipe. Throws `file-unwritable`. */
  keep(picture: Picture, made = Date.now(), sources: Sources = new Map()): Promise<void> {
    return this.#next(async () => {
      const { recipe, width, height } = picture;
      if (recipe === undefined) return;
      const kept = keepPicture(picture);
      const entries = await this.#read();
      if (entries.has(kept.asset)) return;
      await this.#makeFolder();
      for (const [hash, bytes] of sources) await this.#sources.keep(hash, bytes);
      await writeFileAtomically(this.#path(kept.asset), kept.picture.bytes);
      const entry: GalleryEntry = { id: kept.asset, made, width, height, recipe };
      entries.set(kept.asset, entry);
      // The list can be made anew from the pictures.
      await appendFile(this.#list, `${JSON.stringify(entry)}\n`).catch(() => undefined);
    });
  }

  /** The newest first. */
  async search({ words, offset, limit }: GallerySearch): Promise<GalleryPage> {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const all = [...(await this.#read()).values()].reverse();
    const found = all.filter(({ recipe }) => wanted.every((word) => plain(recipe.prompt).includes(word)));
    return { entries: found.slice(offset, offset + limit), total: found.length };
  }

  /** Undefined when it is not there or damaged. */
  async picture(id: AssetId): Promise<Picture | undefined> {
    try {
      return await keptPicture(id, new Uint8Array(await readFile(this.#path(id))));
    } catch {
      return undefined;
    }
  }

  /** A file that a picture was made from; undefined when it is not kept any more. */
  async source(hash: string): Promise<Uint8Array | undefined> {
    const id = AssetId.safeParse(hash).data;
    return (await this.#sources.read(hash)) ?? (id && (await this.picture(id))?.bytes);
  }

  /** A small WebP; undefined when there is no such picture. */
  async thumbnail(id: AssetId): Promise<Uint8Array | undefined> {
    const path = join(this.#folders.thumbnails, `${id}.webp`);
    const kept = await readFile(path).catch(() => undefined);
    return kept ?? this.#makeThumbnail(id, path);
  }

  /** A small WebP of any picture. */
  async thumbnailOf({ bytes }: Picture): Promise<Uint8Array> {
    const size = { width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true } as const;
    return sharp(bytes, { limitInputPixels: maximumPixels }).autoOrient().resize(size).webp({ quality: 80 }).toBuffer();
  }

  /** Takes pictures away for good, all of them without a list. */
  remove(ids?: readonly AssetId[]): Promise<void> {
    return this.#next(async () => {
      const entries = await this.#read();
      for (const id of ids ?? [...entries.keys()]) {
        await rm(this.#path(id), { force: true });
        await rm(join(this.#folders.thumbnails, `${id}.webp`), { force: true });
        entries.delete(id);
      }
      const lines = [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join('');
      await this.#makeFolder();
      await writeFileAtomically(this.#list, new TextEncoder().encode(lines));
      await this.#sources.keepOnly(await this.#needed());
    });
  }

  /** Resolves when everything that was begun is done. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  get #list(): string {
    return join(this.#folders.pictures, 'list.jsonl');
  }

  #path(id: AssetId): string {
    return join(this.#folders.pictures, `${id}.png`);
  }

  #read(): Promise<Entries> {
    return (this.#entries ??= readEntries(this.#folders.pictures, this.#list));
  }

  /** Of the pictures as they lie there now: another studio may have made some since. */
  async #needed(): Promise<ReadonlySet<string>> {
    const entries = await readEntries(this.#folders.pictures, this.#list);
    return new Set([...entries.values()].flatMap(({ recipe }) => sourcesOf(recipe)));
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folders.pictures, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
      throw writeError(this.#folders.pictures, thrown);
    });
  }

  async #makeThumbnail(id: AssetId, path: string): Promise<Uint8Array | undefined> {
    const picture = await this.picture(id);
    if (picture === undefined) return undefined;
    const small = await this.thumbnailOf(picture);
    // A cache that cannot be written costs time and nothing else.
    await mkdir(this.#folders.thumbnails, { recursive: true }).catch(() => undefined);
    await writeFileAtomically(path, small).catch(() => undefined);
    return small;
  }

  #next<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
