import type { Browser } from 'playwright-core';

/** Milliseconds between two looks. */
const interval = 100;

/** Tells when Chromium's graphics process is gone; Chromium itself starts another one. Gives the number of the present one. */
export async function watchGraphics(browser: Browser, gone: () => void): Promise<() => number | undefined> {
  const cdp = await browser.newBrowserCDPSession();
  const find = async () => {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    return processInfo.find(({ type }) => type === 'GPU')?.id;
  };
  let seen = await find();
  const look = async () => {
    const now = await find();
    if (seen !== undefined && now !== seen) gone();
    seen = now;
    again();
  };
  // Ends with the browser.
  const again = () => void setTimeout(() => void look().catch(() => undefined), interval).unref();
  again();
  return () => seen;
}
