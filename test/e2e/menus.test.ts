import { describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { boxes, drawBox } from './boxes';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

describe.skipIf(!hasBrowser)('menus', () => {
  const studio = useStudio();

  test('are walked by arrows and letters, closed by Escape, and give the keyboard back', async () => {
    const window = await studio.open();
    const { page } = window;
    await page.getByTestId('project').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('project-menu').waitFor();
    await expect.poll(() => focused(window)).toBe('New project');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(window)).toContain('New window');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(window)).toBe('New project');
    await page.keyboard.type('Ex');
    await expect.poll(() => focused(window)).toContain('Export');
    await keepScreenshot(window, 'project-menu');
    expect(await seriousViolations(window)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('project-menu').waitFor({ state: 'detached' });
    expect(await page.getByTestId('project').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('keep their keys to themselves: a selected box stays where it is', async () => {
    const window = await studio.open();
    const { page } = window;
    await window.canvas.focus();
    await page.keyboard.press('r');
    await drawBox(window, [40, 40], [120, 120], 'red boat');
    const before = await boxes(window);
    await page.keyboard.press('v');
    await rightClick(window, 80, 80);
    await page.getByTestId('box-menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await boxes(window)).toEqual(before);
    await page.keyboard.press('Escape');
    await page.getByTestId('box-menu').waitFor({ state: 'detached' });
    await expect.poll(() => window.canvas.evaluate((canvas) => canvas === document.activeElement)).toBe(true);
    expect(await window.canvas.getAttribute('data-selection'), 'Escape closed the menu and did no more').not.toBe('');
    await page.keyboard.press('ArrowRight');
    expect(await boxes(window)).not.toEqual(before);
  });

  test('of a box lets its label be typed, and go elsewhere by a press', async () => {
    const window = await studio.open();
    const { page } = window;
    await window.canvas.focus();
    await page.keyboard.press('r');
    await drawBox(window, [40, 40], [120, 120], 'red boat');
    await rightClick(window, 80, 80);
    await page.getByTestId('menu-label').click();
    await page.getByTestId('box-label').fill('green tree');
    await page.keyboard.press('Enter');
    expect((await boxes(window)).map(({ label }) => label)).toEqual(['green tree']);
    await rightClick(window, 80, 80);
    await page.getByTestId('box-menu').waitFor();
    await page.mouse.click(5, 5);
    await page.getByTestId('box-menu').waitFor({ state: 'detached' });
  });
});

async function rightClick(window: StudioPage, x: number, y: number): Promise<void> {
  const place = await window.documentBox(256);
  const scale = place.width / 256;
  await window.page.mouse.click(place.x + x * scale, place.y + y * scale, { button: 'right' });
}

function focused({ page }: StudioPage): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
}
