import { delimiter } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { tinyPhotoBytes } from '../support/tiny-photo';
import { seriousViolations } from './axe';
import { packOfEveryTask, packThatReads } from './every-task';
import { hasBrowser, useBrowserHost } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

const [drawing, reading] = [await packOfEveryTask(), await packThatReads()];
afterAll(() => Promise.all([drawing.remove(), reading.remove()]));

/** What the reading pack was made for, and what it was not. */
const known = sharp(tinyPhotoBytes('slope'), { raw: { width: 32, height: 32, channels: 3 } }).resize(640, 480, {
  fit: 'fill',
  kernel: 'nearest',
});
const unknown = sharp({ create: { width: 640, height: 480, channels: 3, background: 'white' } });
/** Blue above, which it takes for sky, and red below. */
const landscape = sharp({ create: { width: 640, height: 480, channels: 3, background: '#3c5ac8' } }).composite([
  { input: { create: { width: 640, height: 240, channels: 3, background: '#b42864' } }, left: 0, top: 240 },
]);

describe.skipIf(!hasBrowser)('a photo, with a pack that draws and one that reads', () => {
  const studio = useBrowserHost([drawing.folder, reading.folder].join(delimiter));

  test('is read by the pack that knows it, whose terms are shown', async () => {
    const window = await studio.open();
    const { page } = window;
    await paste(window, await known.jpeg({ quality: 100 }).toBuffer());
    await page.keyboard.press('q');
    expect(await page.getByTestId('reader').inputValue()).toBe('');
    await page.getByTestId('understand-describe').click();
    await page.getByTestId('said-by').waitFor();
    expect(await page.getByTestId('said-by').innerText()).toBe('Tiny photo test pack');
    expect(await page.getByTestId('unlike').count()).toBe(0);
    expect(await page.getByTestId('reader-terms').innerText()).toContain('for tests only');
    expect(await page.getByTestId('understand-missing').innerText()).toContain('places');
    // It sees all of a picture that is not square.
    expect(await page.getByText('middle square').count()).toBe(0);
    await keepScreenshot(window, 'photo-understood');
    expect(await seriousViolations(window)).toEqual([]);
  });

  test('that none knows is read by the one that is chosen, and marked', async () => {
    const window = await studio.open();
    const { page } = window;
    await paste(window, await unknown.png().toBuffer());
    await page.keyboard.press('q');
    await page.getByTestId('reader').selectOption('photo');
    await page.getByTestId('understand-describe').click();
    await page.getByTestId('unlike').waitFor();
    expect(await page.getByTestId('unlike').innerText()).toContain('looks unlike those that “Tiny photo test pack”');
    await keepScreenshot(window, 'photo-unlike');
    expect(await seriousViolations(window)).toEqual([]);
  });

  test('gets another sky by a filter, which is said, and not a pixel elsewhere changes', async () => {
    const window = await studio.open();
    const { page } = window;
    const before = await paste(window, await landscape.png().toBuffer());
    await page.keyboard.press('q');
    await page.getByTestId('reader').selectOption('photo');
    await page.getByTestId('act-change').check({ force: true });
    expect(await page.getByTestId('where').innerText()).toContain('A filter');
    await page.getByRole('button', { name: 'make the sky a sunset' }).click();
    await window.prompt.press('Control+Enter');
    const after = await window.waitForPicture(before);
    expect(await page.getByTestId('filtered').innerText()).toBe('Filter “sunset” over the sky');
    expect(await page.getByTestId('changed-pixels').getAttribute('data-outside')).toBe('0');
    const changed = await sharp(await window.assetBytes(after))
      .removeAlpha()
      .raw()
      .toBuffer();
    const rows = (from: number, to: number) => changed.subarray(from * 640 * 3, to * 640 * 3);
    expect(
      rows(260, 480).equals(
        Buffer.from(new Uint8Array(220 * 640 * 3).map((_, index) => [180, 40, 100][index % 3] ?? 0)),
      ),
    ).toBe(true);
    expect(rows(0, 1)[2]).not.toBe(200);
    await keepScreenshot(window, 'photo-filtered');

    await window.write('remove the dog');
    await window.prompt.press('Control+Enter');
    await page.getByText('changes colours with filters and draws nothing').first().waitFor();
    await keepScreenshot(window, 'photo-refused');
  });
});

/** Pastes a picture file, as from the clipboard; resolves with the asset that is shown then. */
async function paste(window: StudioPage, bytes: Uint8Array): Promise<string> {
  await window.page.locator('body').evaluate(pasteFile, [...bytes]);
  await window.page.locator('[data-testid="layer"][data-type="picture"]').waitFor();
  return window.waitForPicture();
}

/** Runs in the page. */
function pasteFile(body: HTMLElement, bytes: number[]): void {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], 'photo', { type: 'image/png' }));
  body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}
