import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRecipe } from '../../main/documents';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { hasBrowser, useStudioThatKnowsAll } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

describe.skipIf(!hasBrowser)('a candidate', () => {
  const studio = useStudioThatKnowsAll();

  test('is sent to a folder of the library as a new file, and is found there by its words', async () => {
    const folder = join(await temporaryFolder(onTestFinished), 'made here');
    await mkdir(folder);
    await writeFile(join(folder, 'a-red-boat-1.png'), 'not a picture, and not ours to change');
    const window = await studio.open();
    const { page } = window;
    await page.getByTestId('open-library').click();
    await window.addFolder(folder);
    await page.keyboard.press('Escape');
    await page.getByTestId('open-library').click();
    await window.draw('a red boat', 1);

    await menuOf(window, 0);
    await page.getByTestId('result-keep').click();
    await page.getByTestId('result-folder').filter({ hasText: 'made here' }).click();
    await expect.poll(() => readdir(folder), { timeout: 30_000 }).toContain('a-red-boat-1 (2).png');
    const kept = await readFile(join(folder, 'a-red-boat-1 (2).png'));
    expect(readRecipe(kept)).toMatchObject({ prompt: 'a red boat', seed: 1 });
    expect(await readFile(join(folder, 'a-red-boat-1.png'), 'utf8')).toContain('not ours to change');
    const words = { words: 'red boat' };
    const found = async () => (await window.ask('library.search', words)).photos.map(({ name }) => name);
    await expect.poll(found, { timeout: 30_000 }).toEqual(['a-red-boat-1 (2).png']);
  });

  test('is compared, put into a layer, saved and discarded from its menu, by keys as well', async () => {
    const window = await studio.open();
    const { page } = window;
    const before = await window.results.count();
    await window.draw('a red boat', 1);
    await window.accept();
    await window.draw('a blue boat', 2);
    await window.draw('a green boat', 3);

    await window.results.nth(before + 1).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByTestId('result-menu').waitFor();
    await keepScreenshot(window, 'result-menu');
    expect(await seriousViolations(window)).toEqual([]);
    await page.getByTestId('result-compare').click();
    await page.getByTestId('compare-slider').waitFor();
    await page.getByTestId('compare').click();

    await menuOf(window, before + 2);
    const { name } = await window.save(() => page.getByTestId('result-save').click());
    expect(name).toBe('a-green-boat-3.png');
    await menuOf(window, before + 1);
    await page.getByTestId('result-layer').click();
    await expect.poll(() => page.getByTestId('layer').count()).toBe(2);
    await menuOf(window, before + 2);
    await page.getByTestId('result-discard').click();
    await expect.poll(() => window.results.count()).toBe(before + 2);
    expect(await window.shownAsset(), 'the picture on the canvas stays').toBeTruthy();
  });

  test('comes of a sentence that is found again in the list of earlier ones', async () => {
    const window = await studio.open();
    const { page } = window;
    await window.draw('a red boat', 1);
    await window.draw('a blue boat', 2);
    await window.write('half a thought');
    await page.getByTestId('prompt-history').click();
    expect(await page.getByTestId('earlier-prompt').allInnerTexts()).toEqual(['a blue boat', 'a red boat']);
    expect(await seriousViolations(window)).toEqual([]);
    await page.getByTestId('earlier-prompt').last().click();
    expect(await window.prompt.inputValue()).toBe('a red boat');
    await expect.poll(() => window.prompt.evaluate((field) => field === document.activeElement)).toBe(true);
    await window.prompt.press('Alt+ArrowDown');
    await window.prompt.press('Alt+ArrowDown');
    expect(await window.prompt.inputValue()).toBe('half a thought');
  });
});

async function menuOf(window: StudioPage, place: number): Promise<void> {
  await window.results.nth(place).click({ button: 'right' });
  await window.page.getByTestId('result-menu').waitFor();
}
