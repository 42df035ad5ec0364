import type { CloneCodec } from './clone-codec';
import { cloneCodec } from './clone-codec';
import { pageAddress } from './addresses';
import { worldPeer } from './world-peer';

/** The name that Electron gives to the world of a preload script. */
export const isolatedWorldName = 'Electron Isolated Context';
/** The preload's way out of the page, which Chromium gives to the isolated world alone. */
export const outgoing = 'standInPost';
/** The preload's ear, in the isolated world alone. */
export const incoming = 'standInReceive';
/** Announces the wire between the two worlds, before any script of the page runs. */
const announcement = 'stand-in-wire';

type ElectronModule = { contextBridge: unknown; ipcRenderer: unknown };
type Preload = (require: (name: string) => ElectronModule, module: object, exports: object) => void;

/** Runs in the page's own world. */
export function mainWorldSource(): string {
  return `if (window.top === window) (${mainWorld.toString()})(${worldPeer.toString()}, '${announcement}');`;
}

/** Runs in the isolated world, with the preload bundle as it was built. */
export function isolatedWorldSource(preload: string): string {
  const parts = [worldPeer, cloneCodec].map((part) => part.toString());
  const origin = { own: 'studio://app', page: pageAddress('studio://app') };
  const names = [announcement, outgoing, incoming, origin].map((name) => JSON.stringify(name));
  const bundle = `(require, module, exports) => {\n${preload}\n}`;
  return `(${isolatedWorld.toString()})(${[bundle, ...parts, ...names].join(', ')});`;
}

function mainWorld(peerOf: typeof worldPeer, name: string): void {
  const wire = document.createElement('i');
  peerOf(wire, 'page', 'preload', (text) => text);
  document.dispatchEvent(new MouseEvent(name, { relatedTarget: wire }));
}

function isolatedWorld(
  preload: Preload,
  peerOf: typeof worldPeer,
  codecOf: () => CloneCodec,
  announced: string,
  post: string,
  receive: string,
  origin: { own: string; page: string },
): void {
  type Listener = (event: object, ...words: unknown[]) => void;
  type Reply = { ok: boolean; value: unknown };
  const codec = codecOf();
  const globals = globalThis as unknown as Record<string, unknown>;
  const listeners = new Map<string, Set<Listener>>();
  const invoked = new Map<number, (reply: Reply) => void>();
  const send = (message: object) => (globals[post] as (text: string) => void)(codec.encode(message));

  const ipcRenderer = {
    invoke: (channel: string, ...words: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = invoked.size === 0 ? 0 : Math.max(...invoked.keys()) + 1;
        send({ kind: 'invoke', id, channel, words });
        invoked.set(id, ({ ok, value }) => (ok ? resolve(value) : reject(new Error(String(value)))));
      }),
    send: (channel: string, ...words: unknown[]) => send({ kind: 'send', channel, words }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  globals[receive] = (text: string) => {
    const message = codec.decode(text) as { id?: number; reply?: Reply; channel?: string; words?: unknown[] };
    if (message.reply !== undefined && message.id !== undefined) {
      const settle = invoked.get(message.id);
      invoked.delete(message.id);
      settle?.(message.reply);
    }
    for (const listener of listeners.get(message.channel ?? '') ?? []) listener({}, ...(message.words ?? []));
  };
  // A compromised page reaches what a preload reaches, and so does a frame inside it; tests attack from here.
  globals['ipcRenderer'] = ipcRenderer;
  if (window.top !== window) return;
  document.addEventListener(
    announced,
    (event) => {
      const wire = (event as MouseEvent).relatedTarget as EventTarget;
      const worded = (text: string) =>
        text.startsWith(`${origin.own}/`) ? text.replace(origin.own, origin.page) : text;
      const peer = peerOf(wire, 'preload', 'page', worded);
      const contextBridge = { exposeInMainWorld: (name: string, value: unknown) => peer.expose(name, value) };
      const module = { exports: {} };
      const require = (name: string) => {
        if (name === 'electron') return { contextBridge, ipcRenderer };
        throw new Error(`module not found: ${name}`);
      };
      preload(require, module, module.exports);
    },
    { once: true },
  );
}
