import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/built-studio';
import type { StudioPage } from './studio-page';

/** Keeps what the window looks like in test-results/screenshots, or in the folder that BROOKESIA_SCREENSHOTS names. */
export async function keepScreenshot(window: StudioPage, name: string): Promise<void> {
  const folder = process.env['BROOKESIA_SCREENSHOTS'] ?? join(projectRoot, 'test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await window.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
