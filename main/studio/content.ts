import { AssetId } from '../../preload/contract';
import type { AssetStore, Gallery } from '../documents';
import type { Outbox } from './outbox';
import { readPage, resolvePage } from './pages';

/** What the window loads from an address of the studio: one of its own files, or a picture. */
export type Content = { readonly mime: string; readonly cacheControl: string; readonly bytes: Uint8Array };

export type ContentSource = {
  /** Folder of the built window. */
  readonly renderer: string;
  readonly assets: Pick<AssetStore, 'get'>;
  readonly outbox: Pick<Outbox, 'at'>;
  readonly gallery: Pick<Gallery, 'thumbnail'>;
  /** A small picture of a project that was opened lately. */
  readonly projects: { thumbnail(recent: string): Promise<Uint8Array | undefined> };
  /** Small pictures of the photo library. */
  readonly library: { thumbnail(id: AssetId): Promise<Uint8Array | undefined> };
};

export async function contentAt(source: ContentSource, pathname: string): Promise<Content | undefined> {
  const { renderer, assets, outbox, gallery, projects, library } = source;
  const recent = /^\/recent\/([0-9a-f]{16})$/.exec(pathname)?.[1];
  if (recent !== undefined) return recentContent(projects, recent);
  const thumbnail = idIn(/^\/gallery\/([^/]+)$/, pathname);
  if (thumbnail !== undefined) return thumbnailContent(gallery, thumbnail);
  const id = idIn(/^\/assets\/([^/]+)$/, pathname);
  if (id !== undefined) return assetContent(assets, id) ?? photoContent(library, id);
  const file = outbox.at(pathname);
  return file === undefined ? pageContent(renderer, pathname) : { ...file, cacheControl: 'no-store' };
}

/** The id in the address of a picture. */
function idIn(pattern: RegExp, pathname: string): AssetId | undefined {
  return AssetId.safeParse(pattern.exec(pathname)?.[1]).data;
}

async function thumbnailContent(gallery: ContentSource['gallery'], id: AssetId): Promise<Content | undefined> {
  const bytes = await gallery.thumbnail(id);
  return bytes && { mime: 'image/webp', cacheControl: immutable, bytes };
}

/** Saved anew, a project has another one. */
async function recentContent(projects: ContentSource['projects'], recent: string): Promise<Content | undefined> {
  const bytes = await projects.thumbnail(recent);
  return bytes && { mime: 'image/png', cacheControl: 'no-cache', bytes };
}

async function pageContent(renderer: string, pathname: string): Promise<Content | undefined> {
  const page = await resolvePage(renderer, pathname);
  const bytes = page && (await readPage(page));
  return bytes && { mime: page.mime, cacheControl: 'no-cache', bytes };
}

/** An id always names the same bytes. */
const immutable = 'private, max-age=86400, immutable';

async function photoContent(library: ContentSource['library'], id: AssetId): Promise<Content | undefined> {
  if (!id.startsWith('thumb')) return undefined;
  const bytes = await library.thumbnail(id);
  return bytes && { mime: 'image/webp', cacheControl: immutable, bytes };
}

function assetContent(assets: ContentSource['assets'], id: AssetId): Content | undefined {
  const picture = assets.get(id);
  return picture === undefined ? undefined : { mime: picture.mime, cacheControl: immutable, bytes: picture.bytes };
}
