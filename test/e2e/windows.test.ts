import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { boxes, drawBox } from './boxes';
import { hasBrowser, useBrowserHost } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import { StudioPage } from './studio-page';

const fixture = join(import.meta.dirname, '../fixtures/projects/version-1.brookesia');

describe.skipIf(!hasBrowser)('several windows', () => {
  const studio = useBrowserHost();

  test('have a project, a history and drawings each of their own', async () => {
    const first = await studio.open();
    await box(first, 'red boat');
    const picture = await first.draw('a red boat on the sea', 5);
    await first.page.getByTestId('project').click();
    const second = await opened(first, () => first.page.getByTestId('window-new').click());
    expect([await labels(second), await second.shownAsset()]).toEqual([[], undefined]);
    await box(second, 'green tree');
    await keepScreenshot(second, 'second-window');

    expect([await labels(first), await first.shownAsset()]).toEqual([['red boat'], picture]);
    await second.page.keyboard.press('Control+z');
    expect([await labels(second), await labels(first)]).toEqual([[], ['red boat']]);
    await second.page.keyboard.press('Control+y');
    for (const window of [first, second]) {
      await window.page.reload();
      await window.ready();
    }
    await expect.poll(async () => [await labels(first), await labels(second)]).toEqual([['red boat'], ['green tree']]);
  });

  test('a project that is dropped on a window with work in it opens in a new one', async () => {
    const first = await studio.open();
    await box(first, 'red boat');
    const second = await opened(first, () => drop(first.page));
    await expect.poll(() => second.page.title()).toContain('version-1');
    expect(await labels(first)).toEqual(['red boat']);
    expect(await first.page.title()).not.toContain('version-1');
  });

  test('a project that is dropped on an empty window opens there', async () => {
    const window = await studio.open();
    await drop(window.page);
    await expect.poll(() => window.page.title()).toContain('version-1');
    expect(window.page.context().pages()).toHaveLength(1);
  });

  test('work in a tab that was closed is offered by the next one', async () => {
    const first = await studio.open();
    await box(first, 'red boat');
    await expect.poll(() => first.page.title()).toContain('•');
    await first.page.goto('about:blank');
    const second = await StudioPage.visit(first.page.context(), studio.host.address);
    await second.ready();
    await second.page.getByTestId('project').click();
    await second.page.getByTestId('project-menu').getByTestId('unsaved').first().click();
    await second.page.getByRole('menuitem', { name: 'Restore' }).click();
    await expect.poll(() => labels(second)).toEqual(['red boat']);
    await second.page.reload();
    await second.ready();
    await expect.poll(() => labels(second)).toEqual(['red boat']);
    expect(await second.page.getByTestId('recovery').isVisible()).toBe(false);
  });

  async function opened(first: StudioPage, open: () => Promise<void>): Promise<StudioPage> {
    const [page] = await Promise.all([first.page.context().waitForEvent('page'), open()]);
    const second = new StudioPage(page, new URL(studio.host.address).origin);
    onTestFinished(() => expect(second.problems).toEqual([]));
    await second.ready();
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('');
    return second;
  }
});

async function box(window: StudioPage, label: string): Promise<void> {
  await window.page.keyboard.press('r');
  await drawBox(window, [20, 20], [100, 100], label);
}

async function labels(window: StudioPage): Promise<string[]> {
  return (await boxes(window)).map(({ label }) => label);
}

/** As a file manager does it. */
async function drop(page: Page): Promise<void> {
  const bytes = [...(await readFile(fixture))];
  const transfer = await page.evaluateHandle((content) => {
    const dragged = new DataTransfer();
    dragged.items.add(new File([Uint8Array.from(content)], 'version-1.brookesia'));
    return dragged;
  }, bytes);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
