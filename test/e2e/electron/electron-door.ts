import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { StudioBridge } from '../../../preload/contract';
import { dialog } from '../../support/electron/dialog';
import { temporaryFolder } from '../../support/temporary-pack';
import type { WindowDoor } from '../window-door';

type StudioWindow = { readonly studio: StudioBridge };

/** Through `window.studio`, as the preload bundle puts it there; files go where the save dialog says. */
export const electronDoor: WindowDoor = {
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
  save: async (_page, press) => {
    const path = join(await temporaryFolder(onTestFinished), 'picture.png');
    dialog.answers.push(path);
    await press();
    await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
    return { name: basename(dialog.asked.at(-1)?.defaultPath ?? ''), path };
  },
};
