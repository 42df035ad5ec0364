import { type IncomingHttpHeaders, request } from 'node:http';
import { WebSocket } from 'ws';

export type WebAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

export type WebCall = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

/** One request as a browser or an attacker would send it: no header is set but those given. */
export function call(port: number, { method = 'GET', path = '/', headers = {}, body }: WebCall): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { Host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The headers of our own page after it was opened by the printed address. */
export async function enter(address: string): Promise<{ Cookie: string; Origin: string }> {
  const { port, origin, pathname, search } = new URL(address);
  const { headers } = await call(Number(port), { path: pathname + search });
  return { Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '', Origin: origin };
}

/** Resolves to the socket, or to the status with which it was refused. */
export function openSocket(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/api/events',
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}
