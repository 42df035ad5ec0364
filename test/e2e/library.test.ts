import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-pack';
import { hasBrowser, useStudio } from './fixture';

const colours = ['#cc2222', '#22aa44', '#2244cc', '#ccaa22'];

/** Pictures with a block somewhere, so that no two look the same. */
async function photosIn(folder: string, count: number): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const block = { width: 60 + 20 * index, height: 120, channels: 3 as const, background: '#eeeeee' };
    const picture = sharp({
      create: { width: 400, height: 300, channels: 3, background: colours[index % 4] ?? 'red' },
    });
    const file = picture.composite([{ input: { create: block }, left: 10 + 9 * index, top: 20 * (index % 5) }]).jpeg();
    await writeFile(join(folder, `photo ${index}.jpg`), await file.toBuffer());
  }
  return folder;
}

describe.skipIf(!hasBrowser)('the photo library', () => {
  const fixture = useStudio();

  test('a folder is added and read, a photo is found by a word and put on the canvas', async () => {
    const folder = await photosIn(join(await temporaryFolder(onTestFinished), 'holiday'), 12);
    const window = await fixture.open();
    const { page } = window;
    await page.getByTestId('open-library').click();
    await window.addFolder(folder);
    await page.getByText('12 photos').waitFor();
    await expect.poll(() => page.getByTestId('photo').count(), { timeout: 60_000 }).toBe(12);

    await page.getByTestId('photo-search').fill('photo 7');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'photo 7.jpg' }).waitFor();
    await page.getByRole('option', { name: 'photo 7.jpg' }).dblclick();
    await page.getByTestId('library').waitFor({ state: 'detached' });
    await page.getByTestId('save').waitFor();
  });

  test.skipIf(inject('shell') === 'electron')(
    'a folder that was typed and is not there is refused in words',
    async () => {
      const studio = await fixture.open();
      await studio.page.keyboard.press('p');
      await studio.page.getByTestId('add-folder').click();
      await studio.page.getByTestId('folder-path').fill('/nowhere/at/all');
      await studio.page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect.poll(() => studio.alert.first().textContent(), { timeout: 60_000 }).toContain('no folder');
    },
  );
});
