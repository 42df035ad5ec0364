import type { ReplyEnvelope, StudioEvent } from './channels';

/**
 * `window.studio`: what the preload exposes and what the browser client imitates. Deliberately untyped in its payloads:
 * both ends parse with the schemas of `channels`.
 */
export interface StudioBridge {
  request(channel: string, payload: unknown): Promise<ReplyEnvelope>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: StudioEvent) => void): () => void;
  /** Address under which the window can load a picture. */
  assetUrl(asset: string): string;
}

/** Names of Electron's message channels between preload and main process. */
export const ipcChannels = { request: 'studio:request', event: 'studio:event' } as const;

/** Scheme and host of the window's own pages and pictures under Electron. */
export const studioOrigin = 'studio://app';
