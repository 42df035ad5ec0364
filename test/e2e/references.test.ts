import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { plainPicture } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { packOfEveryTask, packOfTasks } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';

const everything = await packOfEveryTask();
const without = await packOfTasks((name) => name !== 'liken');
afterAll(() => Promise.all([everything, without].map(({ remove }) => remove())));

describe.skipIf(!hasBrowser)('references', () => {
  const studio = useStudio(everything.folder);

  test('are dragged from the library, chosen by a button, pinned, removed, and drawn after', async () => {
    const folder = join(await temporaryFolder(onTestFinished), 'boats');
    await mkdir(folder);
    for (const name of ['one', 'two', 'three'])
      await writeFile(join(folder, `${name}.png`), await plainPicture('png', 64, name.length * 20));
    const window = await studio.open();
    const { page } = window;
    await page.getByTestId('references').locator('summary').click();
    await page.getByTestId('references-library').click();
    await window.addFolder(folder);
    await expect.poll(() => page.getByTestId('photo').count(), { timeout: 90_000 }).toBe(3);

    await page.getByRole('option', { name: 'one.png' }).dragTo(page.getByTestId('references-drop'));
    await page.getByTestId('reference').first().waitFor();
    await page.getByRole('option', { name: 'two.png' }).click();
    await page.getByTestId('use-as-reference').click();
    await expect.poll(() => page.getByTestId('reference').count()).toBe(2);
    expect(await page.getByTestId('reference-pin').first().getAttribute('aria-pressed')).toBe('true');
    await page.getByTestId('reference-remove').first().click();
    expect(await page.getByTestId('reference').allInnerTexts()).toEqual(['two.png']);
    await keepScreenshot(window, 'references');
    expect(await seriousViolations(window)).toEqual([]);

    await page.keyboard.press('Escape');
    await window.draw('a red boat', 3);
    const job = (await window.jobs()).findLast(({ request }) => request.task === 'generate');
    expect(job?.request.task === 'generate' ? job.request.references : []).toHaveLength(1);
    const made = job?.result?.kind === 'pictures' ? job.result.pictures[0]?.recipe : undefined;
    expect(made?.pictures).toHaveLength(1);
  });
});

describe.skipIf(!hasBrowser)('a pack without references', () => {
  const studio = useStudio(without.folder);

  test('says so where they would be', async () => {
    const window = await studio.open();
    await window.page.getByTestId('references').locator('summary').click();
    expect(await window.page.getByTestId('references-none').innerText()).toContain('not trained');
    expect(await window.page.getByTestId('references-suggest').count()).toBe(0);
  });
});
