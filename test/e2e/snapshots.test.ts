import { describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { boxes, drawBox } from './boxes';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

describe.skipIf(!hasBrowser)('snapshots', () => {
  const studio = useStudio();

  test('are gone back to in one step that can be undone, and outlive the window', async () => {
    const window = await studio.open();
    await window.page.keyboard.press('r');
    await drawBox(window, [20, 20], [100, 100], 'red boat');
    await keep(window, 'one boat');
    await drawBox(window, [130, 130], [230, 230], 'green tree');
    expect(await labels(window)).toEqual(['red boat', 'green tree']);

    await openHistory(window);
    await keepScreenshot(window, 'snapshots');
    expect(await seriousViolations(window)).toEqual([]);
    await window.page.getByTestId('snapshot-restore').click();
    expect(await labels(window)).toEqual(['red boat']);
    await window.page.keyboard.press('Control+z');
    expect(await labels(window)).toEqual(['red boat', 'green tree']);

    await window.page.reload();
    await window.ready();
    await openHistory(window);
    expect(await window.page.getByTestId('snapshot').innerText()).toContain('one boat');
  });

  test('are deleted one by one, and need a name', async () => {
    const window = await studio.open();
    await keep(window, 'first');
    await keep(window, 'second');
    for (let time = 0; time < 10; time++) {
      await openHistory(window);
      await window.page.keyboard.press('Escape');
    }
    await openHistory(window);
    expect(await window.page.getByTestId('snapshot').count()).toBe(2);
    await window.page.getByTestId('snapshot-name').fill('   ');
    expect(await window.page.getByTestId('snapshot-keep').isDisabled()).toBe(true);
    await window.page.getByRole('button', { name: 'Delete “first”' }).click();
    await expect.poll(() => window.page.getByTestId('snapshot').allInnerTexts()).toHaveLength(1);
    expect(await window.page.getByTestId('snapshot').innerText()).toContain('second');
  });
});

async function keep(window: StudioPage, name: string): Promise<void> {
  await openHistory(window);
  await window.page.getByTestId('snapshot-name').fill(name);
  await window.page.keyboard.press('Enter');
  await window.page.getByTestId('snapshot').filter({ hasText: name }).waitFor();
  await window.page.keyboard.press('Escape');
}

async function openHistory(window: StudioPage): Promise<void> {
  await window.page.keyboard.press('Control+Shift+h');
  await window.page.getByTestId('snapshot-name').waitFor();
}

async function labels(window: StudioPage): Promise<string[]> {
  return (await boxes(window)).map(({ label }) => label);
}
