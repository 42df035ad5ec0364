import { AssetId } from '../../preload/contract';
import type { AssetStore } from '../documents';
import type { Outbox } from './outbox';
import { readPage, resolvePage } from './pages';

/** What the window loads from an address of the studio: one of its own files, or a picture. */
export type Content = { readonly mime: string; readonly cacheControl: string; readonly bytes: Uint8Array };

export type ContentSource = {
  /** Folder of the built window. */
  readonly renderer: string;
  readonly assets: Pick<AssetStore, 'get'>;
  readonly outbox: Pick<Outbox, 'at'>;
};

export async function contentAt(source: ContentSource, pathname: string): Promise<Content | undefined> {
  const { renderer, assets, outbox } = source;
  const id = assetIdIn(pathname);
  if (id !== undefined) return assetContent(assets, id);
  const file = outbox.at(pathname);
  return file === undefined ? pageContent(renderer, pathname) : { ...file, cacheControl: 'no-store' };
}

/** The id in the address of a picture held by the host. */
export function assetIdIn(pathname: string): AssetId | undefined {
  const parsed = AssetId.safeParse(/^\/assets\/([^/]+)$/.exec(pathname)?.[1]);
  return parsed.success ? parsed.data : undefined;
}

async function pageContent(renderer: string, pathname: string): Promise<Content | undefined> {
  const page = await resolvePage(renderer, pathname);
  const bytes = page && (await readPage(page));
  return bytes && { mime: page.mime, cacheControl: 'no-cache', bytes };
}

/** An id always names the same bytes. */
function assetContent(assets: ContentSource['assets'], id: AssetId): Content | undefined {
  const picture = assets.get(id);
  return picture === undefined
    ? undefined
    : { mime: picture.mime, cacheControl: 'private, max-age=86400, immutable', bytes: picture.bytes };
}
