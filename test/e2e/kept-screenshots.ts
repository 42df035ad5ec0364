import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StudioPage } from './studio-page';

/** Keeps what the window looks like, where BROOKESIA_SCREENSHOTS names a folder for that. */
export async function keepScreenshot(window: StudioPage, name: string): Promise<void> {
  const folder = process.env['BROOKESIA_SCREENSHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await window.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
