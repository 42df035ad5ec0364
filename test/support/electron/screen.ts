import type { BrowserContext, Page, Request } from 'playwright-core';
import { launchBrowser } from '../launch-browser';
import { watchGraphics } from './graphics-process';
import { answerRoute } from './network';
import { announceDebugging, freePort } from './remote-debugging';
import { settings } from './settings';
import type { StandInContents } from './web-contents';

/** The browser behind all windows of the application; they share one session. */
class Screen {
  readonly #contents = new Map<Page, StandInContents>();
  #context: Promise<BrowserContext> | undefined;
  #opening = 0;
  /** The number of Chromium's graphics process while there is one. */
  graphicsPid: () => number | undefined = () => undefined;

  /** Told when the graphics process has died. */
  graphicsGone: () => void = () => undefined;
  /** What the application tells Chromium. */
  switches: ReadonlyMap<string, string> = new Map();

  /** A page for a window; undefined when there is no browser. Chromium has one policy for all windows: that of the first. */
  async page(contents: StandInContents, size: { width: number; height: number }): Promise<Page | undefined> {
    if (settings.chromium === '') return undefined;
    this.#context ??= this.#open(contents.webRtcPolicy);
    const context = await this.#context;
    this.#opening++;
    const page = await context.newPage();
    this.#contents.set(page, contents);
    this.#opening--;
    await page.setViewportSize(size);
    return page;
  }

  async #open(webRtcPolicy: string): Promise<BrowserContext> {
    const switches = [...this.switches, ['webrtc-ip-handling-policy', webRtcPolicy]];
    const port = settings.remoteDebugging ? await freePort() : undefined;
    if (port !== undefined) switches.push(['remote-debugging-port', String(port)]);
    const words = switches.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
    const browser = await launchBrowser(settings.chromium, words);
    this.graphicsPid = await watchGraphics(browser, () => this.graphicsGone());
    const context = await browser.newContext({ acceptDownloads: true });
    await context.route('**/*', (route) => answerRoute(route, this.#contentsOf(route.request())));
    context.on('page', (page) => void this.#judge(page));
    if (port !== undefined) await announceDebugging(port);
    return context;
  }

  /** Gives the page what the application grants at its present address, and nothing else. */
  async grant(contents: StandInContents): Promise<void> {
    const context = await this.#context;
    await context?.clearPermissions();
    await context?.grantPermissions(contents.session.granted(contents));
  }

  async close(): Promise<void> {
    await (await this.#context)?.browser()?.close();
  }

  /** A page that no window asked for was opened by another page. */
  async #judge(page: Page): Promise<void> {
    if (this.#opening > 0) return;
    const opener = await page.opener();
    const contents = opener === null ? undefined : this.#contents.get(opener);
    if (contents?.opens(page.url()).action === 'allow') contents.emit('did-create-window', page);
    else await page.close();
  }

  #contentsOf(request: Request): StandInContents | undefined {
    try {
      return this.#contents.get(request.frame().page());
    } catch {
      // The first request of a page that is only being opened has no frame yet.
      return undefined;
    }
  }
}

export const screen = new Screen();
