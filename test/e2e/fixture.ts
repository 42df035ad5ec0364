import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/launch-browser';
import { StudioProcess } from '../support/studio-process';
import { ElectronProgram } from './electron/electron-program';
import { packOfEveryTask } from './every-task';
import { StudioPage } from './studio-page';

/** Whether there is a browser to test with; the global set-up says so in words when not. */
export const hasBrowser = inject('chromium') !== '';

type Host = { enginePid(): Promise<number>; stop(): Promise<void> };
type Running<H extends Host> = { readonly host: H; visit(options?: BrowserContextOptions): Promise<StudioPage> };
type Ended = { end(): Promise<void> };

export type StudioFixture<H extends Host = Host> = {
  readonly host: H;
  /** A window of its own visitor. Its test fails if anything untoward happens in it. */
  open(options?: BrowserContextOptions): Promise<StudioPage>;
};

/** One studio for all tests of a file, in the shell that this run is about; `packs` besides those that come with the studio. */
export function useStudio(packs?: string): StudioFixture {
  return useShell(() => startHere(packs));
}

/** As `useBrowserHost`, with a pack that knows every task in place of the one that ships; what it draws is noise. */
export function useStudioThatKnowsAll(): StudioFixture {
  return useShell(async () => {
    const pack = await packOfEveryTask();
    const running = await startHere(pack.folder);
    const end = async () => {
      await running.end();
      await pack.remove();
    };
    return { ...running, end };
  });
}

/** As `useStudio`, for what only the browser host has; `packs` besides those that come with the studio. */
export function useBrowserHost(packs?: string): StudioFixture<StudioProcess> & { readonly browser: Browser } {
  let browser: Browser | undefined;
  const fixture = useShell(async () => {
    const running = await startBrowserHost(packs);
    browser = running.browser;
    return running;
  });
  return Object.defineProperty(fixture as ReturnType<typeof useBrowserHost>, 'browser', {
    get: () => browser ?? missing(),
  });
}

function useShell<H extends Host>(start: () => Promise<Running<H> & Ended>): StudioFixture<H> {
  let running: (Running<H> & Ended) | undefined;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running?.end());
  const parts = () => running ?? missing();
  return {
    get host() {
      return parts().host;
    },
    open: async (options) => {
      const studio = await parts().visit(options);
      onTestFinished(() => expect(studio.problems).toEqual([]));
      return studio;
    },
  };
}

async function startBrowserHost(packs?: string) {
  const [host, browser] = await Promise.all([StudioProcess.start(packs), launchBrowser(inject('chromium'))]);
  const visit = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    onTestFinished(() => context.close());
    return StudioPage.open(context, host.address);
  };
  const end = async () => {
    await Promise.all([browser.close(), host.stop()]);
  };
  return { host, browser, visit, end };
}

function startHere(packs?: string): Promise<Running<Host> & Ended> {
  return inject('shell') === 'electron' ? startElectron(packs) : startBrowserHost(packs);
}

async function startElectron(packs?: string) {
  const host = await ElectronProgram.launch(packs === undefined ? {} : { packs });
  return { host, visit: host.visit.bind(host), end: () => host.stop() };
}

function missing(): never {
  throw new Error('The studio has not been started.');
}
