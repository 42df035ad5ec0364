import { describe, expect, inject, test } from 'vitest';
import { seriousViolations } from './axe';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';

describe.skipIf(!hasBrowser)('languages', () => {
  const studio = useStudio();

  test('are chosen in the window, which keeps the choice and what is on the canvas', async () => {
    const window = await studio.open();
    const { page } = window;
    await page.getByTestId('prompt').fill('a red boat on the sea at sunset');
    await page.getByTestId('language').click();
    await page.getByTestId('language-de').click();
    await page.getByText('Was soll das Bild zeigen?').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await page.getByTestId('prompt-language').innerText()).toContain('Englisch');
    await page.getByTestId('more-settings').locator('summary').click();
    await page.getByLabel('Führung').waitFor();
    await page.getByTestId('more-settings').locator('summary').click();
    expect(await seriousViolations(window)).toEqual([]);
    await keepScreenshot(window, 'german');
    await page.keyboard.press('?');
    await page.getByText('Tastenkürzel').first().waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText('Was soll das Bild zeigen?').waitFor();
    await page.getByTestId('language').click();
    await page.getByTestId('language-en').click();
    await page.getByText('What shall the picture show?').waitFor();
  });

  // Only a browser is told its system's language by a test.
  test.skipIf(inject('shell') === 'electron')('follow the system at first', async () => {
    const window = await studio.open({ locale: 'ko-KR' });
    await window.page.getByText('레이어').first().waitFor();
    expect(await window.page.evaluate(() => document.documentElement.lang)).toBe('ko');
  });
});
