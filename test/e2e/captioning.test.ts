import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { textMatching } from '../support/matchers';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

const names = ['green.jpg', 'red.png', 'yellow.webp'];

/** Three small pictures, of which one has a caption already, and a file that is none. */
async function holiday(): Promise<string> {
  const folder = join(await temporaryFolder(onTestFinished), 'holiday');
  await mkdir(folder);
  for (const name of names) {
    const colour = name.slice(0, name.indexOf('.'));
    const picture = sharp({ create: { width: 96, height: 64, channels: 3, background: colour } });
    await picture.toFile(join(folder, name));
  }
  await writeFile(join(folder, 'red.png.txt'), 'my own words');
  await writeFile(join(folder, 'broken.png'), 'no picture at all');
  return folder;
}

async function hashesOf(folder: string): Promise<string[]> {
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
}

async function openLibrary({ page }: StudioPage): Promise<void> {
  await page.getByTestId('open-library').click();
  await page.getByTestId('library').waitFor();
}

const ended = ({ page }: StudioPage, state: string) =>
  page.locator(`[data-testid="captioning"][data-state="${state}"]`).waitFor();

describe.skipIf(!hasBrowser)('captions for a folder of the library', () => {
  const fixture = useStudio();

  test('are written beside the photos, through a reload and after a stop, and no photo changes', async () => {
    const folder = await holiday();
    const before = await hashesOf(folder);
    const window = await fixture.open();
    const { page } = window;
    await openLibrary(window);
    await window.addFolder(folder);
    await page.getByText('3 photos').waitFor();
    await page.getByTestId('indexing').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Caption the photos of holiday' }).click();
    await page.getByTestId('caption-json').check();
    await page.getByTestId('caption-table').check();
    expect(await page.getByTestId('caption-overwrite').isChecked()).toBe(false);
    expect(await seriousViolations(window)).toEqual([]);
    await keepScreenshot(window, 'captions-dialog');

    // The engine holds still, so that the window is loaded anew in the middle of it.
    const engine = await fixture.host.enginePid();
    process.kill(engine, 'SIGSTOP');
    try {
      await page.getByTestId('caption-start').click();
      await ended(window, 'running');
      await page.reload();
      await openLibrary(window);
      await ended(window, 'running');
      await keepScreenshot(window, 'captions-running');
      await page.getByTestId('caption-cancel').click();
      await ended(window, 'cancelled');
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    expect(await readdir(folder)).toEqual(['broken.png', 'green.jpg', 'red.png', 'red.png.txt', 'yellow.webp']);

    await page.getByRole('button', { name: 'Caption the photos of holiday' }).click();
    expect(await page.getByTestId('caption-json').isChecked()).toBe(true);
    await page.getByTestId('caption-start').click();
    await ended(window, 'done');
    const bar = page.getByTestId('captioning');
    expect(await bar.textContent()).toContain('3 captioned, 0 left as they were, 1 failed.');
    await page.getByText('What failed, and why').click();
    expect(await page.getByTestId('caption-problems').textContent()).toContain('broken.png');
    expect(await seriousViolations(window)).toEqual([]);
    await keepScreenshot(window, 'captions-done');

    expect(await readFile(join(folder, 'red.png.txt'), 'utf8')).toBe('my own words');
    const caption = (await readFile(join(folder, 'green.jpg.txt'), 'utf8')).trim();
    expect(caption).not.toBe('');
    const data: unknown = JSON.parse(await readFile(join(folder, 'green.jpg.json'), 'utf8'));
    expect(data).toMatchObject({ caption, pack: { id: textMatching(/./) } });
    expect((await readFile(join(folder, 'captions.csv'), 'utf8')).split('\r\n')).toHaveLength(5);
    expect(await hashesOf(folder)).toEqual(before);

    await page.getByTestId('caption-dismiss').click();
    await bar.waitFor({ state: 'detached' });
  });
});
