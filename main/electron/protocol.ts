import { studioOrigin } from '../../preload/contract';
import { byteRange } from '../studio/byte-range';
import { type Content, type ContentSource, contentAt } from '../studio/content';
import { pageHeaders } from '../studio/pages';
import { isOwnPage } from './trust';

export const studioScheme = new URL(studioOrigin).protocol.slice(0, -1);

type Load = Pick<Request, 'method' | 'url'> & { readonly headers?: Pick<Headers, 'get'> };

/** Answers a load of `studio://app/...` by the window. */
export async function answerLoad(source: ContentSource, request: Load): Promise<Response> {
  if (!isOwnPage(request.url)) return plain(403, 'Not an address of the studio.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'The studio only shows pages here.');
  const content = await contentAt(source, new URL(request.url).pathname);
  if (content === undefined) return plain(404, 'The studio has nothing at this address.');
  return part(content, request);
}

/** The whole of it, or the range that was asked for. */
function part({ bytes, mime, cacheControl }: Content, { method, headers }: Load): Response {
  const size = bytes.length;
  const range = byteRange(headers?.get('Range'), size);
  if (range === 'unsatisfiable') return plain(416, 'There is no such part.', { 'Content-Range': `bytes */${size}` });
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const about = {
    ...{ 'Content-Type': mime, 'Cache-Control': cacheControl, 'Accept-Ranges': 'bytes' },
    'Content-Length': String(last - first + 1),
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` }),
  };
  return new Response(method === 'HEAD' ? null : new Uint8Array(bytes.subarray(first, last + 1)), {
    status: range === 'whole' ? 200 : 206,
    headers: { ...pageHeaders(), ...about },
  });
}

function plain(status: number, text: string, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { ...pageHeaders(), 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...more },
  });
}
