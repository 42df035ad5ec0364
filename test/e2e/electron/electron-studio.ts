import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject, vi } from 'vitest';
import { builtMain } from '../../support/built-studio';
import { testEnvironment } from '../../support/command-line';
import { pageAddress } from '../../support/electron/addresses';
import { app } from '../../support/electron/app';
import { BrowserWindow } from '../../support/electron/browser-window';
import { settings } from '../../support/electron/settings';
import { utilityProcesses } from '../../support/electron/utility-process';
import { packsOfThisRun } from '../../support/studio-process';
import { StudioPage } from '../studio-page';
import { electronDoor } from './electron-door';

const patience = 60_000;
const origin = pageAddress('studio://app');

/** The built main and preload bundles on the stand-in for Electron, with its one window. */
export class ElectronStudio {
  readonly window: BrowserWindow;
  readonly page: Page;

  private constructor(window: BrowserWindow, page: Page) {
    this.window = window;
    this.page = page;
  }

  /** Once in a test file: the bundle starts the application when it is loaded. `around` adds to the environment. */
  static async start(packs = packsOfThisRun(), around: NodeJS.ProcessEnv = {}): Promise<ElectronStudio> {
    Object.assign(settings, { chromium: inject('chromium'), folder: tmpdir() });
    Object.assign(process.env, testEnvironment(packs), around);
    await import(join(builtMain, 'electron.js'));
    const [window, page] = await vi.waitFor(() => shown(), { timeout: patience, interval: 50 });
    return new ElectronStudio(window, page);
  }

  /** The window as a new visitor finds it: nothing remembered, of an ordinary size. */
  async visit({ colorScheme }: BrowserContextOptions = {}): Promise<StudioPage> {
    const { page } = this;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: colorScheme ?? 'light' });
    await page.evaluate(() => localStorage.clear());
    const studio = new StudioPage(page, origin, electronDoor);
    await page.reload();
    await studio.ready();
    await studio.settled();
    return studio;
  }

  /** The window once it shows another page than before, whose process is gone. Throws while it does not. */
  async anew(before: Page): Promise<StudioPage> {
    const { page, preload } = this.window.webContents;
    if (page === undefined || page === before || preload === undefined) return missing('The page has not come back.');
    const studio = new StudioPage(page, origin, electronDoor);
    await studio.ready();
    return studio;
  }

  /** The engine that runs now; waits for it while there is none. */
  enginePid(): Promise<number> {
    return vi.waitFor(
      () =>
        utilityProcesses().find(({ name }) => name === 'Brookesia engine')?.pid ??
        missing('The studio has no engine process.'),
      { timeout: patience },
    );
  }

  async stop(): Promise<void> {
    const exited = once(app, 'exited');
    app.quit();
    await exited;
  }
}

function shown(): [BrowserWindow, Page] {
  const [window] = BrowserWindow.getAllWindows();
  const page = window?.webContents.page;
  if (window === undefined || page === undefined || !window.isVisible()) return missing('No window has been opened.');
  return [window, page];
}

function missing(what: string): never {
  throw new Error(what);
}
