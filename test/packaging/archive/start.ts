/** Starts the packaged application from inside its archive, uses its window once, and ends it. Words: archive, browser. */
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { app } from '../../support/electron/app';
import { BrowserWindow } from '../../support/electron/browser-window';
import { settings } from '../../support/electron/settings';

const patience = 120_000;
const [archive = '', chromium = '', register = ''] = process.argv.splice(2);

Object.assign(settings, { chromium, isPackaged: true, folder: tmpdir(), utilityImports: [register] });
Object.defineProperty(process, 'resourcesPath', { value: dirname(archive) });
await import(pathToFileURL(join(archive, 'out', 'main', 'electron.js')).href);

const page = await shownPage();
await page.locator('[data-testid="engine-state"][data-state="ready"]').waitFor({ timeout: patience });
await page.getByTestId('prompt').fill('a red boat on the sea');
await page.getByTestId('prompt').press('Control+Enter');
await page.locator('[data-testid="canvas"][data-picture-asset]').waitFor({ timeout: patience });
const exited = once(app, 'exited');
app.quit();
await exited;
console.log('The window drew a picture.');
process.exit(app.exitCode);

async function shownPage() {
  for (let waited = 0; waited < patience; waited += 50) {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.webContents.page !== undefined && window.isVisible()) return window.webContents.page;
    await sleep(50);
  }
  throw new Error('No window was opened.');
}
