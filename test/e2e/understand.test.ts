import { afterAll, describe, expect, test } from 'vitest';
import { seriousViolations } from './axe';
import { packOfEveryTask, packOfTasks } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import type { StudioPage } from './studio-page';

const everything = await packOfEveryTask();
const describing = await packOfTasks((name) => ['plan', 'generate', 'caption'].includes(name));
afterAll(() => Promise.all([everything.remove(), describing.remove()]));

describe.skipIf(!hasBrowser)('understanding the picture on the canvas', () => {
  const studio = useStudio(everything.folder);

  test('questions are asked by the keyboard, keep their context and come back with the arrow', async () => {
    const window = await studio.open();
    const { page } = window;
    await page.keyboard.press('q');
    await page.getByTestId('understand-empty').waitFor();
    await window.draw('a red boat', 1);

    await ask(window, 'how many boats are there?');
    await ask(window, 'what colour is it?');
    const asked = (await window.jobs()).filter(({ request }) => request.task === 'ask');
    expect(asked.map(({ request }) => (request.task === 'ask' ? request.history.length : -1))).toEqual([0, 1]);
    await page.getByTestId('sureness').first().waitFor();
    expect(await page.getByTestId('sureness').first().textContent()).toMatch(/(sure|guessing), \d+ %/);

    await page.getByTestId('question').press('ArrowUp');
    expect(await page.getByTestId('question').inputValue()).toBe('what colour is it?');
    await page.getByTestId('question').press('ArrowUp');
    expect(await page.getByTestId('question').inputValue()).toBe('how many boats are there?');
    expect(await page.getByTestId('conversation').getAttribute('role')).toBe('log');
    expect(await seriousViolations(window)).toEqual([]);
  });

  test('a place is drawn on the canvas, kept as a box and taken back', async () => {
    const window = await studio.open();
    const { page } = window;
    await openPanel(window);
    const place = await findPlace(window);
    expect(await window.canvas.getAttribute('data-found')).toBe(place);
    await page.getByTestId('found-keep').click();
    expect(await window.canvas.getAttribute('data-found')).toBe('');
    expect(await window.canvas.getAttribute('data-boxes')).toContain(`"label":"${place}"`);
    await page.getByTestId('undo').click();
    await expect.poll(() => window.canvas.getAttribute('data-boxes')).toBe('[]');
  });

  test('descriptions have other wordings, and become the prompt', async () => {
    const window = await studio.open();
    const { page } = window;
    await openPanel(window);
    await page.getByTestId('understand-describe').click();
    const described = page.getByTestId('exchange').last();
    await described.getByTestId('answer-use').waitFor();
    await described.getByText('Or else').click();
    expect(await described.getByRole('listitem').count()).toBeGreaterThan(0);
    const words = await described.getByTestId('answer').textContent();
    await described.getByTestId('answer-use').click();
    expect(await window.prompt.inputValue()).toBe(words?.trim());
  });

  test('a map becomes a layer of its own', async () => {
    const window = await studio.open();
    await openPanel(window);
    await window.page.getByTestId('map-depth').click();
    await window.page.getByText('It is a layer of its own now.').waitFor();
    await window.page.keyboard.press('q');
    await window.page.locator('[data-testid="layer"][data-type="control"]').first().waitFor();
  });
});

describe.skipIf(!hasBrowser)('a pack that only describes', () => {
  const studio = useStudio(describing.folder);

  test('says what it was not made for, and offers the rest', async () => {
    const window = await studio.open();
    await window.page.getByTestId('open-understand').click();
    // Beside others it is asked for.
    const reader = window.page.getByTestId('reader');
    if ((await reader.count()) > 0) await reader.selectOption('scenes');
    expect(await window.page.getByTestId('understand-missing').textContent()).toContain('questions');
    expect(await window.page.getByTestId('question').count()).toBe(0);
    expect(await seriousViolations(window)).toEqual([]);
  });
});

async function openPanel(window: StudioPage): Promise<void> {
  await window.page.keyboard.press('q');
  await window.page.getByTestId('understand').waitFor();
  if ((await window.shownAsset()) === undefined) await window.draw('a red boat', 1);
}

async function ask({ page }: StudioPage, question: string): Promise<void> {
  const before = await page.getByTestId('exchange').count();
  await page.getByTestId('question').fill(question);
  await page.getByTestId('question').press('Enter');
  await page.locator(`[data-testid="exchange"][data-state="done"] >> nth=${before}`).waitFor();
}

/** The tiny pack says nonsense: not every thing is somewhere. */
async function findPlace(window: StudioPage): Promise<string> {
  for (const thing of ['red boat', 'house', 'blue tree', 'yellow duck', 'balloon', 'car', 'green whale']) {
    await ask(window, `where is the ${thing}?`);
    if (await window.page.getByTestId('found-bar').isVisible()) return thing;
  }
  throw new Error('The pack found nothing anywhere.');
}
