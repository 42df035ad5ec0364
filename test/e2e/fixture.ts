import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/launch-browser';
import { StudioProcess } from '../support/studio-process';
import { StudioPage } from './studio-page';

/** Whether there is a browser to test with; the global set-up says so in words when not. */
export const hasBrowser = inject('chromium') !== '';

export type StudioFixture = {
  readonly host: StudioProcess;
  readonly browser: Browser;
  /** A window of its own visitor, closed when the test is over. Its test fails if anything untoward happens in it. */
  open(options?: BrowserContextOptions): Promise<StudioPage>;
};

/** One host and one browser for all tests of a file. */
export function useStudio(): StudioFixture {
  let running: { host: StudioProcess; browser: Browser } | undefined;
  beforeAll(async () => {
    const [host, browser] = await Promise.all([StudioProcess.start(), launchBrowser(inject('chromium'))]);
    running = { host, browser };
  });
  afterAll(async () => {
    await Promise.all([running?.browser.close(), running?.host.stop()]);
  });
  const parts = () => running ?? missing();
  return {
    get host() {
      return parts().host;
    },
    get browser() {
      return parts().browser;
    },
    open: (options) => openPage(parts(), options),
  };
}

type Running = { readonly host: StudioProcess; readonly browser: Browser };

async function openPage({ host, browser }: Running, options: BrowserContextOptions = {}): Promise<StudioPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const studio = await StudioPage.open(context, host.address);
  onTestFinished(async () => {
    await context.close();
    expect(studio.problems).toEqual([]);
  });
  return studio;
}

function missing(): never {
  throw new Error('The studio has not been started.');
}
