import type { IncomingMessage } from 'node:http';
import { StudioError } from '../../preload/contract';

/** The whole body of a request; throws `too-large` as soon as it passes the bound, without reading on. */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers['content-length'] ?? 0) > maximumBytes) throw tooLarge(maximumBytes);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const chunks: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  for await (const part of chunks) {
    bytes += part.length;
    if (bytes > maximumBytes) throw tooLarge(maximumBytes);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function tooLarge(maximumBytes: number): StudioError {
  const bound = maximumBytes >= 1024 ** 2 ? `${Math.floor(maximumBytes / 1024 ** 2)} MB` : `${maximumBytes} bytes`;
  return new StudioError({
    code: 'too-large',
    message: `What was sent to the studio is larger than ${bound}.`,
    hint: 'Use a smaller picture.',
  });
}
