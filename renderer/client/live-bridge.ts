import type { StudioBridge } from '../../preload/contract';

/** A bridge that says whether events arrive at all; over a network they may stop and come back. */
export interface LiveBridge extends StudioBridge {
  /** Calls the listener with the present state and at every change. Returns the function that ends the watch. */
  watchConnection(listener: (connected: boolean) => void): () => void;
}

/** Inside Electron the host cannot go away without the window. */
export function alwaysLive(bridge: StudioBridge): LiveBridge {
  return {
    request: (channel, payload) => bridge.request(channel, payload),
    subscribe: (listener) => bridge.subscribe(listener),
    assetUrl: (asset) => bridge.assetUrl(asset),
    watchConnection: (listener) => {
      listener(true);
      return () => undefined;
    },
  };
}
