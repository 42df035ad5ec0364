import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../main/documents';
import { readFile } from 'node:fs/promises';
import { hasBrowser, useStudio } from './fixture';
import type { StudioPage } from './studio-page';

const sentence = 'a red boat on the sea at sunset';

describe.skipIf(!hasBrowser)('the window', () => {
  const studio = useStudio();

  test('finds a running job again after it was reloaded', async () => {
    const window = await studio.open();
    await window.setPictures(4);
    await window.submit(sentence, 11);
    await window.waitForRows();
    await window.page.reload();
    await window.progress.waitFor();
    await window.waitForRows();
    const asset = await window.waitForPicture();
    const last = (await window.jobs()).at(-1);
    expect(last).toMatchObject({ state: 'done', result: { kind: 'pictures' } });
    expect(last?.result?.kind === 'pictures' && last.result.pictures.map((picture) => picture.asset)).toContain(asset);
  });

  test('shows the last picture again after it was reloaded', async () => {
    const window = await studio.open();
    const asset = await window.draw(sentence, 12);
    await window.page.reload();
    expect(await window.waitForPicture()).toBe(asset);
  });

  test('undoes and redoes', async () => {
    const window = await studio.open();
    const first = await window.draw(sentence, 13);
    await window.accept();
    const second = await window.draw(sentence, 14);
    await window.accept();
    await window.page.getByTestId('undo').click();
    expect(await window.waitForPicture(second)).toBe(first);
    await window.page.getByTestId('redo').click();
    expect(await window.waitForPicture(first)).toBe(second);
  });

  test('describes the picture in words', async () => {
    const window = await studio.open();
    await window.draw(sentence, 15);
    await window.page.getByTestId('describe').click();
    expect(await window.caption.innerText()).toMatch(/\p{L}{2,}/u);
    await window.page.getByTestId('caption-use').click();
    expect(await window.prompt.inputValue()).toBe((await window.caption.innerText()).trim());
  });

  test('takes over the settings of an older picture', async () => {
    const window = await studio.open();
    await window.draw(sentence, 16);
    await window.write('something else');
    await window.setSeed(99);
    await window.page.getByTestId('recall').click();
    expect([await window.prompt.inputValue(), await window.seed.inputValue()]).toEqual([sentence, '16']);
  });

  test.each(['dark', 'light'] as const)('follows a %s system and can be switched', async (colorScheme) => {
    const window = await studio.open({ colorScheme });
    expect(await themeOf(window)).toBe(colorScheme);
    const brightness = await backgroundBrightness(window);
    expect(colorScheme === 'dark' ? brightness < 90 : brightness > 160).toBe(true);

    await window.page.getByTestId('theme-toggle').click();
    const other = colorScheme === 'dark' ? 'light' : 'dark';
    expect(await themeOf(window)).toBe(other);
    await window.page.reload();
    await window.ready();
    expect(await themeOf(window)).toBe(other);
  });

  test.each([
    ['an empty sentence', '   ', 'prompt-empty', /prompt is empty/i],
    ['10,000 characters', 'boats'.repeat(2000), 'prompt-too-long', /10000 characters; 2000 are allowed/],
  ])('%s is not drawn, and why is said', async (_what, text, code, words) => {
    const window = await studio.open();
    const before = (await window.jobs()).length;
    await window.write(text);
    await window.prompt.press('Control+Enter');
    await window.alert.waitFor();
    expect(await window.alert.getAttribute('data-code')).toBe(code);
    expect(await window.alert.innerText()).toMatch(words);
    expect((await window.jobs()).length).toBe(before);
    expect(await window.prompt.inputValue()).toBe(text);
  });

  test('is used without a mouse', async () => {
    const window = await studio.open();
    const { keyboard } = window.page;
    const before = await window.shownAsset();
    await tabTo(window, 'prompt');
    await keyboard.press('Control+A');
    await keyboard.type('a pink lighthouse at night');
    await tabTo(window, 'seed');
    await keyboard.press('Control+A');
    await keyboard.type('21');
    await keyboard.press('Control+Enter');
    await window.waitForPicture(before);

    const { name, path } = await window.save(() => keyboard.press('Control+E'));
    expect(name).toBe('a-pink-lighthouse-at-night-21.png');
    expect(readRecipe(await readFile(path))?.seed).toBe(21);

    await tabTo(window, 'describe');
    await keyboard.press('Enter');
    await window.caption.waitFor();
    await keyboard.press('?');
    await window.page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    expect(await window.page.getByRole('dialog').count()).toBe(0);
  });
});

async function themeOf(window: StudioPage): Promise<string | undefined> {
  return window.page.evaluate(() => document.documentElement.dataset['theme']);
}

/** Of the page's own background, from 0 to 255. */
async function backgroundBrightness(window: StudioPage): Promise<number> {
  const colour = await window.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) return [];
    // Whatever notation the style uses, a drawn pixel is red, green and blue.
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
  return colour.reduce((sum, value) => sum + value, 0) / 3;
}

/** Presses Tab until the element has the focus. */
async function tabTo(window: StudioPage, testId: string): Promise<void> {
  const target = window.page.getByTestId(testId);
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await window.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${testId}.`);
}
