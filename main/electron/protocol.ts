import { studioOrigin } from '../../preload/contract';
import { type ContentSource, contentAt } from '../studio/content';
import { pageHeaders } from '../studio/pages';
import { isOwnPage } from './trust';

export const studioScheme = new URL(studioOrigin).protocol.slice(0, -1);

/** Answers a load of `studio://app/...` by the window. */
export async function answerLoad(source: ContentSource, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (!isOwnPage(request.url)) return plain(403, 'Not an address of the studio.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'The studio only shows pages here.');
  const content = await contentAt(source, new URL(request.url).pathname);
  if (content === undefined) return plain(404, 'The studio has nothing at this address.');
  const headers = { ...pageHeaders(), 'Content-Type': content.mime, 'Cache-Control': content.cacheControl };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(content.bytes), { status: 200, headers });
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { ...pageHeaders(), 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
