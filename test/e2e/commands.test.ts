import { describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';

describe.skipIf(!hasBrowser)('commands', () => {
  const studio = useStudio();

  test('are found by a few letters and run with Enter', async () => {
    const { page, whole } = await opened();
    await page.keyboard.press('Control+k');
    const field = page.getByTestId('command-search');
    await field.fill('photo li');
    expect(await page.getByTestId('command').first().innerText()).toContain('Photo library');
    expect(await seriousViolations(whole)).toEqual([]);
    await keepScreenshot(whole, 'commands');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('open-library').getAttribute('aria-pressed')).toBe('true');
    expect(await field.isVisible()).toBe(false);
  });

  test('get other keys, which outlive the window, and the usual ones back', async () => {
    const { page, whole } = await opened();
    await page.getByTestId('shortcuts').click();
    const keys = page.getByRole('button', { name: 'Photo library: P.' });
    await keys.click();
    await page.keyboard.press('Control+s');
    await page.getByText('These keys mean “Save the project”').waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByText('“Photo library” is on Ctrl+Shift+L now.').waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await whole.ready();
    await page.keyboard.press('Control+Shift+L');
    await expect.poll(() => page.getByTestId('open-library').getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByTestId('open-library').getAttribute('title')).toBe('Photo library (Ctrl+Shift+L)');
    await page.getByTestId('shortcuts').click();
    await page.getByTestId('shortcuts-reset').click();
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('open-library').getAttribute('title')).toBe('Photo library (P)');
  });

  test('a tour of three steps goes on by itself', async () => {
    const { page, whole } = await opened();
    await page.getByTestId('tour-begin').click();
    const card = page.getByTestId('tour');
    expect(await card.innerText()).toContain('Step 1 of 3');
    await page.getByTestId('tour-help').click();
    await card.getByText('Step 2 of 3').waitFor();
    await keepScreenshot(whole, 'tour');
    expect(await seriousViolations(whole)).toEqual([]);
    await page.getByTestId('tour-next').click();
    expect(await card.innerText()).toContain('Step 3 of 3');
    await page.getByTestId('tour-end').click();
    expect(await card.isVisible()).toBe(false);
  });

  async function opened() {
    const whole = await studio.open();
    return { page: whole.page, whole };
  }
});
