import type { StudioBridge } from '../../../preload/contract';
import type { WindowDoor } from '../window-door';

type StudioWindow = { readonly studio: StudioBridge };

/** Through `window.studio`, as the preload bundle puts it there. */
export const bridgeDoor: Pick<WindowDoor, 'request' | 'picture'> = {
  request: (page, channel, payload) =>
    page.evaluate(([name, value]) => (window as unknown as StudioWindow).studio.request(name, value), [
      channel,
      payload,
    ] as const),
  picture: async (page, asset) => {
    const bytes = await page.evaluate(async (id) => {
      const response = await fetch((window as unknown as StudioWindow).studio.assetUrl(id));
      return [...new Uint8Array(await response.arrayBuffer())];
    }, asset);
    return Uint8Array.from(bytes);
  },
};
