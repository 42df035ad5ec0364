import type { Page } from 'playwright-core';

/** What a window can do only in the way of its shell. */
export type WindowDoor = {
  /** A request by the window's own way; gives the envelope that comes back. */
  request(page: Page, channel: string, payload: unknown): Promise<unknown>;
  /** The file behind an asset, as the window loads it. */
  picture(page: Page, asset: string): Promise<Uint8Array>;
  /** Presses what saves, and gives the name that was proposed and where the file is. */
  save(page: Page, press: () => Promise<void>): Promise<{ name: string; path: string }>;
  /** Adds a folder to the photo library, whose panel is open. */
  addFolder(page: Page, folder: string): Promise<void>;
};

export const browserDoor: WindowDoor = {
  request: (page, channel, payload) =>
    page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('/api/request', { method: 'POST', headers, body });
      return (await response.json()) as unknown;
    }, JSON.stringify({ channel, payload })),
  picture: async (page, asset) => {
    const response = await page.request.get(new URL(`/assets/${asset}`, page.url()).href);
    return response.body();
  },
  save: async (page, press) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  },
  addFolder: async (page, folder) => {
    await page.getByTestId('add-folder').click();
    await page.getByTestId('folder-path').fill(folder);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  },
};
