import { afterAll, describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { packOfEveryTask } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

const away = await packOfEveryTask(({ tasks }) => {
  const { generate } = tasks;
  if (generate === undefined) return {};
  const unconditional = [['<bos>', { text: 'negative' }, '<break>', { generate: 'image' } as const]];
  const templates = generate.templates.map((template) => ({ ...template, unconditional }));
  return { tasks: { ...tasks, generate: { ...generate, templates } } };
});
afterAll(() => away.remove());

const field = (window: StudioPage) => window.page.getByTestId('setting-negative');

describe.skipIf(!hasBrowser)('what a picture is not to show', () => {
  const studio = useStudio(away.folder);

  test('is said among the settings, travels with the picture and is gone after a reset', async () => {
    const window = await studio.open();
    const fold = window.page.getByTestId('more-settings');
    await fold.locator('summary').click();
    await field(window).fill('clouds');
    expect(await fold.locator('summary').innerText()).toContain('changed');
    expect(await seriousViolations(window)).toEqual([]);
    await keepScreenshot(window, 'not-in-the-picture');
    await window.draw('a boat', 5);
    const { jobs } = await window.ask('jobs.list', {});
    const { result } = jobs.at(-1) ?? {};
    expect(result?.kind === 'pictures' && result.pictures[0]?.recipe).toMatchObject({ negative: 'clouds' });
    await window.page.getByText("Back to the pack's defaults").click();
    expect(await field(window).inputValue()).toBe('');
    await window.page.getByTestId('recall').click();
    expect(await field(window).inputValue()).toBe('clouds');
  });
});

describe.skipIf(!hasBrowser)('a pack that takes no such words', () => {
  const studio = useStudio();

  test('is not asked for them', async () => {
    const window = await studio.open();
    await window.page.getByTestId('more-settings').locator('summary').click();
    await window.page.getByTestId('setting-guidance').waitFor();
    expect(await field(window).count()).toBe(0);
  });
});
