import type { ReplyEnvelope, StudioEvent } from '../../preload/contract';
import { EventSocket, type SocketPorts } from './event-socket';
import type { LiveBridge } from './live-bridge';

export interface WebPorts extends SocketPorts {
  fetch(path: string, init: RequestInit): Promise<Response>;
}

/** The bridge for a window in a browser: the same requests over HTTP, the same events over a WebSocket. */
export function webBridge(ports: WebPorts = browserPorts()): LiveBridge {
  const events = new EventSocket(ports);
  return {
    request: (channel, payload) => ask(ports, channel, payload),
    subscribe: (listener) =>
      // The client parses every event, whichever bridge it came over.
      events.onMessage((message) => listener(message as StudioEvent)),
    assetUrl: (asset) => `/assets/${asset}`,
    watchConnection: (listener) => events.onConnection(listener),
  };
}

async function ask(ports: WebPorts, channel: string, payload: unknown): Promise<ReplyEnvelope> {
  try {
    const response = await send(ports, channel, payload);
    const envelope: unknown = await response.json();
    // The client parses every envelope, whichever bridge it came over.
    return envelope as ReplyEnvelope;
  } catch (thrown) {
    return unreachable(thrown);
  }
}

function send(ports: WebPorts, channel: string, payload: unknown): Promise<Response> {
  const bytes = bytesOf(payload);
  const door = bytes === undefined ? undefined : doorFor(channel, payload);
  return bytes === undefined || door === undefined
    ? post(ports, '/api/request', 'application/json', JSON.stringify({ channel, payload }), channel === 'window.gone')
    : post(ports, door, 'application/octet-stream', bytes);
}

/** Bytes go by doors of their own, without a detour through JSON. */
function doorFor(channel: string, payload: unknown): string | undefined {
  if (channel === 'assets.put') return '/api/assets';
  return channel === 'project.import' ? `/api/projects?name=${encodeURIComponent(nameOf(payload))}` : undefined;
}

function nameOf(payload: unknown): string {
  return typeof payload === 'object' && payload !== null && 'name' in payload ? String(payload.name) : '';
}

/** One that is kept alive arrives though its page goes. */
function post(ports: WebPorts, path: string, type: string, body: BodyInit, keepalive = false): Promise<Response> {
  return ports.fetch(path, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    ...(keepalive && { keepalive }),
  });
}

function bytesOf(payload: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof payload !== 'object' || payload === null || !('bytes' in payload)) return undefined;
  return payload.bytes instanceof Uint8Array ? new Uint8Array(payload.bytes) : undefined;
}

function unreachable(thrown: unknown): ReplyEnvelope {
  return {
    ok: false,
    error: {
      code: 'engine-unavailable',
      message: 'The studio does not answer.',
      detail: String(thrown),
      hint: 'Check that the program that opened this page is still running, then reload the page.',
    },
  };
}

function browserPorts(): WebPorts {
  return {
    fetch: (path, init) => fetch(path, init),
    open: () => new WebSocket(eventAddress()),
    later: (callback, milliseconds) => {
      setTimeout(callback, milliseconds);
    },
  };
}

function eventAddress(): string {
  const address = new URL('/api/events', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}
