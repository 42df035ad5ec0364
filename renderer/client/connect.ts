import type { StudioBridge } from '../../preload/contract';
import { alwaysLive } from './live-bridge';
import { StudioClient } from './studio-client';
import { webBridge } from './web-bridge';

declare global {
  interface Window {
    /** Set by the preload inside Electron; absent in a browser. */
    readonly studio?: StudioBridge;
  }
}

export function connectStudio(): StudioClient {
  return new StudioClient(window.studio === undefined ? webBridge() : alwaysLive(window.studio));
}
