import { describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';

const dialogs = [
  ['export', 'Control+Shift+E'],
  ['history', 'Control+Shift+H'],
  ['gallery', 'Control+Shift+G'],
  ['commands', 'Control+K'],
  ['shortcuts', '?'],
] as const;

describe.skipIf(!hasBrowser)('accessibility', () => {
  const studio = useStudio();

  test.each(['dark', 'light'] as const)('axe finds nothing serious in the %s theme', async (colorScheme) => {
    const window = await studio.open({ colorScheme, reducedMotion: 'reduce' });
    expect(await seriousViolations(window), 'at the start').toEqual([]);

    await window.draw('a red boat on the sea at sunset', 1);
    await window.page.getByTestId('describe').click();
    await window.caption.waitFor();
    await window.page.getByTestId('more-settings').click();
    expect(await seriousViolations(window), 'with a picture and its caption').toEqual([]);

    await window.write('boat '.repeat(500));
    await window.prompt.press('Control+Enter');
    await window.alert.waitFor();
    expect(await seriousViolations(window), 'with an error').toEqual([]);

    await window.page.getByTestId('shortcuts').click();
    await window.page.getByRole('dialog').waitFor();
    expect(await seriousViolations(window), 'with the list of shortcuts').toEqual([]);
  });

  test.each(['dark', 'light'] as const)(
    'axe finds nothing serious in any dialog in the %s theme',
    async (colorScheme) => {
      const window = await studio.open({ colorScheme, reducedMotion: 'reduce' });
      const { page } = window;
      await window.draw('a red boat on the sea at sunset', 3);
      await window.canvas.focus();
      for (const [name, keys] of dialogs) {
        await page.keyboard.press(keys);
        await page.locator('dialog[open]').waitFor();
        expect(await seriousViolations(window), name).toEqual([]);
        await keepScreenshot(window, `dialog-${name}-${colorScheme}`);
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
      }
      await page.getByTestId('project').click();
      await page.getByTestId('project-menu').getByText('Storage').click();
      await page.locator('dialog[open]').waitFor();
      expect(await seriousViolations(window), 'storage').toEqual([]);
      await keepScreenshot(window, `dialog-storage-${colorScheme}`);
    },
  );

  test('axe finds nothing serious while a picture is drawn', async () => {
    const window = await studio.open({ reducedMotion: 'reduce' });
    await window.setPictures(4);
    await window.submit('a red boat on the sea at sunset', 2);
    await window.waitForRows();
    const engine = await studio.host.enginePid();
    // The engine holds still, so that what axe sees is a drawing in its middle.
    process.kill(engine, 'SIGSTOP');
    try {
      expect(await seriousViolations(window)).toEqual([]);
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    await window.cancelButton.click();
    await window.generateButton.waitFor();
  });
});
