import { type Browser, chromium } from 'playwright-core';

/** Chromium refuses to sandbox its processes for the superuser, who is who runs tests in most containers. */
export function launchBrowser(executablePath: string, switches: readonly string[] = []): Promise<Browser> {
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...switches];
  return chromium.launch({ executablePath, args });
}
