import type { Page } from 'playwright-core';
import { residentBytes } from '../test/support/processes';
import type { StudioProcess } from '../test/support/studio-process';

const interval = 50;

/** Looks again and again at what the host and its engine hold in RAM. */
export class MemoryWatch {
  readonly #pids: readonly number[];
  readonly #timer: NodeJS.Timeout;
  #most = 0;

  private constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#timer = setInterval(() => this.now(), interval).unref();
  }

  static async over(host: StudioProcess): Promise<MemoryWatch> {
    return new MemoryWatch([host.pid, await host.enginePid()]);
  }

  /** Bytes at this moment. */
  now(): number {
    const bytes = residentBytes(this.#pids);
    this.#most = Math.max(this.#most, bytes);
    return bytes;
  }

  /** The most bytes that were seen. */
  stop(): number {
    clearInterval(this.#timer);
    return Math.max(this.#most, this.now());
  }
}

/** What the process of the page holds in RAM; undefined when the browser has several and does not say which it is. */
export async function rendererBytes(page: Page): Promise<number | undefined> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (browser === undefined) return undefined;
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes([id]));
  // Beside the studio's page the browser keeps at most a spare, empty one.
  return renderers.length === 0 ? undefined : Math.max(...renderers);
}

export function megabytes(bytes: number): number {
  return bytes / 1e6;
}
