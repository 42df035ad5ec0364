import { describe, expect, onTestFinished, test } from 'vitest';
import { seriousViolations } from './axe';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';

describe.skipIf(!hasBrowser)('pictures that wait', () => {
  const studio = useStudio();

  test('are listed, brought forward, left out, and drawn one after the other', async () => {
    const window = await studio.open();
    const { page } = window;
    const prompt = page.getByTestId('prompt');
    await page.getByTestId('pictures-4').check({ force: true });
    await prompt.fill('a red boat on the sea');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('progress').waitFor();
    // However quick the machine is, the first picture is not done before all of this was seen.
    const engine = await studio.host.enginePid();
    process.kill(engine, 'SIGSTOP');
    onTestFinished(() => void process.kill(engine, 'SIGCONT'));
    for (const sentence of ['a blue house in the snow', 'a green tree in a meadow', 'a white cat at night']) {
      await prompt.fill(sentence);
      await page.keyboard.press('Control+Enter');
    }
    const waiting = page.getByTestId('waiting');
    await expect.poll(() => waiting.count()).toBe(3);
    await keepScreenshot(window, 'queue');
    expect(await seriousViolations(window)).toEqual([]);
    await waiting.filter({ hasText: 'cat' }).getByTestId('waiting-first').click();
    await expect.poll(() => waiting.first().innerText()).toContain('a white cat');
    await waiting.filter({ hasText: 'house' }).getByTestId('waiting-cancel').click();
    await expect.poll(() => waiting.count()).toBe(2);
    process.kill(engine, 'SIGCONT');
    await expect.poll(() => page.getByTestId('generate').isVisible(), { timeout: 90_000 }).toBe(true);
    const titles = await page
      .getByTestId('result')
      .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('title') ?? ''));
    expect(titles.filter((title) => title.includes('white cat'))).toHaveLength(4);
    expect(titles.filter((title) => title.includes('green tree'))).toHaveLength(4);
    expect(titles.some((title) => title.includes('blue house'))).toBe(false);
  });
});
