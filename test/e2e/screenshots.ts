import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ensureBuilt, projectRoot } from '../support/built-studio';
import { fetchChromium, findChromium } from '../support/find-chromium';
import { launchBrowser } from '../support/launch-browser';
import { StudioProcess } from '../support/studio-process';
import { drawBox } from './boxes';
import { drag } from './drag';
import { StudioPage } from './studio-page';

const folder = join(projectRoot, 'docs', 'images');
const viewport = { width: 1440, height: 900 };
const sentences = [
  'a blue house in a meadow by day',
  'a pink lighthouse at night',
  'a yellow ball in the snow',
  'a red boat on the sea at sunset',
] as const;

/** Draws with the real studio and writes what its window looks like. */
export async function takeScreenshots(): Promise<void> {
  const chromium = findChromium() ?? fetchChromium();
  if (chromium === undefined) throw new Error('There is no Chromium or Chrome. Name one with CHROME_PATH.');
  ensureBuilt();
  mkdirSync(folder, { recursive: true });
  const [host, browser] = await Promise.all([StudioProcess.start(), launchBrowser(chromium)]);
  try {
    await drawn(host, browser);
    await placed(host, browser);
    await changed(host, browser);
    await filled(host, browser);
    await controlled(host, browser);
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
}

async function drawn(host: StudioProcess, browser: Browser): Promise<void> {
  const window = await openWindow(host, browser, 'dark');
  for (const sentence of sentences) await window.draw(sentence, 1);
  await take(window, 'studio-dark');
  await drawHalf(window, host);
}

/** Two things placed by boxes. */
async function placed(host: StudioProcess, browser: Browser): Promise<void> {
  const window = await openWindow(host, browser, 'light');
  await placeTwo(window);
  await take(window, 'studio-boxes');
}

/** A change in words, compared with what it was. */
async function changed(host: StudioProcess, browser: Browser): Promise<void> {
  const window = await openWindow(host, browser, 'dark');
  await window.draw('a red boat on the sea by day', 3);
  await window.accept();
  await window.page.getByTestId('act-change').check({ force: true });
  await window.draw('make it sunset', 1);
  await window.page.getByTestId('compare').click();
  await window.page.getByTestId('compare-slider').waitFor();
  await take(window, 'studio-change');
}

/** A masked part that was filled. */
async function filled(host: StudioProcess, browser: Browser): Promise<void> {
  const window = await openWindow(host, browser, 'light');
  await placeTwo(window);
  await window.page.getByTestId('act-fill').check({ force: true });
  await window.page.getByTestId('mask-with-mask-rectangle').click();
  await drag(window, [150, 100], [245, 235]);
  await window.draw('a red mushroom', 1);
  await take(window, 'studio-fill');
}

/** A picture that was drawn along the edges of another one. */
async function controlled(host: StudioProcess, browser: Browser): Promise<void> {
  const window = await openWindow(host, browser, 'dark');
  const { page } = window;
  await window.draw('a pink house in a meadow with mountains by day', 1);
  await page.getByTestId('control-part').locator('summary').click();
  await page.locator('label', { has: page.getByTestId('control-edges') }).click();
  await page.getByTestId('control-make').click();
  await page.getByTestId('control-card').waitFor();
  await window.draw('a yellow house in the snow with mountains at night', 1);
  await page.getByTestId('compare').click();
  await page.getByTestId('compare-slider').waitFor();
  await take(window, 'studio-control');
}

async function placeTwo(window: StudioPage): Promise<void> {
  await window.page.keyboard.press('r');
  await drawBox(window, [20, 130], [95, 222], 'red house');
  await drawBox(window, [160, 110], [232, 222], 'green tree');
  await window.draw('a red house and a green tree in a meadow by day', 1);
}

/** Takes a picture of a drawing in its middle, and lets it finish. */
async function drawHalf(window: StudioPage, host: StudioProcess): Promise<void> {
  const { packs } = await window.ask('packs.list', {});
  const rows = packs.find(({ image }) => image !== undefined)?.image?.grid[0] ?? 16;
  await window.setPictures(2);
  const before = await window.shownAsset();
  for (let attempt = 0; attempt < 5; attempt++) {
    const engine = await drawUntil(window, host, rows / 2);
    // On a busy machine the engine may have been held too late.
    const shown = await window.shownRows();
    const good = shown >= rows / 2 && shown <= (rows * 5) / 8;
    if (good) await take(window, 'studio-drawing');
    process.kill(engine, 'SIGCONT');
    if (good) break;
    await window.page.keyboard.press('Escape');
    await window.generateButton.waitFor();
  }
  await window.waitForPicture(before);
  await window.generateButton.waitFor();
}

/** Starts to draw and holds the engine still when so many rows are shown. Returns the number of its process. */
async function drawUntil(window: StudioPage, host: StudioProcess, rows: number): Promise<number> {
  const engine = await host.enginePid();
  await window.submit('a purple house on the beach at sunset', 5);
  await window.progress.waitFor();
  while ((await window.progress.isVisible()) && (await window.shownRows()) < rows) await sleep(5);
  process.kill(engine, 'SIGSTOP');
  await sleep(100);
  return engine;
}

async function openWindow(host: StudioProcess, browser: Browser, colorScheme: 'dark' | 'light'): Promise<StudioPage> {
  const context = await browser.newContext({ viewport, colorScheme });
  return StudioPage.open(context, host.address);
}

async function take(window: StudioPage, name: string): Promise<void> {
  await window.page.locator('.side-panel .scroll').evaluate((panel) => panel.scrollTo(0, 0));
  // Whatever has just changed has come to rest.
  await window.page.waitForTimeout(600);
  await window.page.screenshot({ path: join(folder, `${name}.png`) });
}
