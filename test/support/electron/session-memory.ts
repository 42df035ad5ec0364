import type { CDPSession, Page } from 'playwright-core';

type Item = { readonly storageId: { readonly isLocalStorage: boolean }; readonly key: string };

/**
 * What a window's pages keep in `sessionStorage`. Electron keeps it with the window, also when the page's process is gone;
 * a new page of the browser, which takes its place here, begins without.
 */
export class SessionMemory {
  readonly #items = new Map<string, string>();

  /** Gives a page what the one before had, and follows what it keeps. */
  async follow(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.enable');
    const source = `if (sessionStorage.length === 0) for (const [key, value] of ${JSON.stringify([...this.#items])}) sessionStorage.setItem(key, value);`;
    if (this.#items.size > 0) await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: guarded(source) });
    this.#listen(cdp);
    // Chromium does not tell of what is kept while the page changes its process.
    page.on('load', () => void this.#read(page).catch(() => undefined));
    await cdp.send('DOMStorage.enable');
  }

  async #read(page: Page): Promise<void> {
    const items = await page.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
    for (const [key, value] of items) this.#items.set(key, value);
  }

  #listen(cdp: CDPSession): void {
    const set = (item: Item & { readonly newValue: string }) => {
      if (!item.storageId.isLocalStorage) this.#items.set(item.key, item.newValue);
    };
    cdp.on('DOMStorage.domStorageItemAdded', set);
    cdp.on('DOMStorage.domStorageItemUpdated', set);
    cdp.on('DOMStorage.domStorageItemRemoved', ({ storageId, key }) => {
      if (!storageId.isLocalStorage) this.#items.delete(key);
    });
  }
}

/** A page without an origin has no storage, which it says by throwing. */
function guarded(source: string): string {
  return `try { ${source} } catch {}`;
}
