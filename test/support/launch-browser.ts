import { type Browser, chromium } from 'playwright-core';

/** Chromium refuses to sandbox its processes for the superuser, who is who runs tests in most containers. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
