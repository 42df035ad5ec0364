import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { StudioError, errorData } from '../../preload/contract';
import type { Studio } from '../studio';
import { pageHeaders } from '../studio/pages';
import { type Answer, jsonAnswer, textAnswer, writeAnswer } from './answer';
import { EventSockets } from './event-sockets';
import { Gate, type Verdict, type Visit, splitTarget } from './gate';
import { answer } from './routes';

export const defaultPort = 4870;

export type WebHostOptions = {
  readonly studio: Pick<Studio, 'route' | 'assets' | 'outbox' | 'gallery' | 'projects' | 'library' | 'subscribe'>;
  readonly renderer: string;
  /** 0 takes any free port. */
  readonly port: number;
};

export type WebHost = {
  /** With the token: opens the studio. */
  readonly address: string;
  readonly port: number;
  stop(): Promise<void>;
};

/** Serves the studio to browsers on this machine, and to nobody else. Throws `port-taken`. */
export async function startWebHost({ studio, renderer, port }: WebHostOptions): Promise<WebHost> {
  const server = createServer();
  const bound = await listen(server, port);
  const gate = new Gate(bound);
  const sockets = new EventSockets(studio.subscribe);
  const headers = pageHeaders([`ws://127.0.0.1:${bound}`, `ws://localhost:${bound}`]);
  server.on('request', (request, response) => void respond(request, response));
  server.on('upgrade', (request, socket, head) => upgrade(gate, sockets, request, socket, head));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verdict = gate.judge(visitOf(request, false));
    const reply =
      verdict.kind === 'enter'
        ? await answer({ studio, renderer }, request).catch(failed)
        : atTheDoor(verdict, request);
    writeAnswer(response, reply, headers);
  }

  return { address: gate.address, port: bound, stop: () => stop(server, sockets) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown) => reject(listenError(thrown, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenError(thrown: Error, port: number): Error {
  if (!('code' in thrown) || (thrown.code !== 'EADDRINUSE' && thrown.code !== 'EACCES')) return thrown;
  const why =
    thrown.code === 'EACCES'
      ? 'may not be used by this account'
      : 'is taken by another program, perhaps another studio';
  const hint = `Close the other program, or choose another port: --port ${port === 4871 ? 4872 : 4871}, or --port 0 for any free one.`;
  return new StudioError({ code: 'port-taken', message: `Port ${port} ${why}.`, hint }, { cause: thrown });
}

function visitOf(request: IncomingMessage, upgrade: boolean): Visit {
  const { host, origin, cookie } = request.headers;
  return { method: request.method ?? '', upgrade, host, origin, cookie, target: request.url ?? '/' };
}

function atTheDoor(verdict: Exclude<Verdict, { kind: 'enter' }>, request: IncomingMessage): Answer {
  if (verdict.kind === 'welcome') return welcome(verdict.cookie);
  const message = 'Open the address that the studio printed.';
  if (!(request.url ?? '').startsWith('/api/')) return textAnswer(403, message);
  return jsonAnswer(403, {
    ok: false,
    error: { code: 'forbidden', message: 'The studio does not know this browser.', hint: message },
  });
}

/**
 * A page that goes on to the start page by itself. A redirection would not do: a browser that came here from a file counts it as
 * that file's doing and keeps the cookie back.
 */
function welcome(cookie: string): Answer {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' };
  // An icon of nothing, so that the browser does not ask for one.
  const head = '<title>Brookesia</title><link rel="icon" href="data:,">';
  const body = `<!doctype html>${head}<meta http-equiv="refresh" content="0; url=/">`;
  return { status: 200, headers, body };
}

function failed(thrown: unknown): Answer {
  console.error('A page could not be served', thrown);
  return textAnswer(500, errorData(thrown).message);
}

function upgrade(gate: Gate, sockets: EventSockets, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const [path] = splitTarget(request.url ?? '');
  if (path === '/api/events' && gate.judge(visitOf(request, true)).kind === 'enter')
    sockets.accept(request, socket, head);
  else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function stop(server: Server, sockets: EventSockets): Promise<void> {
  sockets.closeAll();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
