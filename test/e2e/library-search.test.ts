import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { packOfEveryTask, packThatReads } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

const [drawing, reading] = [await packOfEveryTask(), await packThatReads()];
afterAll(() => Promise.all([drawing.remove(), reading.remove()]));

const side = 400;
const stripes = { red: '#d03020', green: '#20a040', blue: '#3050d0', grey: '#808080' } as const;

/** Stripes across, wider with each colour, so that no two pictures look the same to any retriever. */
async function striped(colour: keyof typeof stripes): Promise<Buffer> {
  const width = 20 + 24 * Object.keys(stripes).indexOf(colour);
  const bars = Array.from({ length: Math.floor(side / (2 * width)) }, (_, index) => ({
    input: { create: { width, height: side, channels: 3 as const, background: '#f8f0d0' } },
    left: 2 * width * index,
    top: 0,
  }));
  const ground = { width: side, height: side, channels: 3 as const, background: stripes[colour] };
  return sharp({ create: ground }).composite(bars).png().toBuffer();
}

/** A picture of each colour, and one that is half red and half blue. */
async function colours(name: string): Promise<string> {
  const folder = join(await temporaryFolder(onTestFinished), name);
  await mkdir(folder);
  for (const colour of ['red', 'green', 'blue', 'grey'] as const)
    await writeFile(join(folder, `${colour}.png`), await striped(colour));
  const halves = [
    { input: await striped('red'), left: 0, top: 0 },
    { input: await striped('blue'), left: side, top: 0 },
  ];
  const both = sharp({ create: { width: 2 * side, height: side, channels: 3, background: '#000' } });
  await both.composite(halves).toFile(join(folder, 'both.png'));
  return folder;
}

async function openColours(window: StudioPage, name: string): Promise<string> {
  const folder = await colours(name);
  await window.page.getByTestId('open-library').click();
  await window.addFolder(folder);
  await window.page.getByRole('listitem').filter({ hasText: name }).getByText('5 photos').waitFor();
  await window.page.getByTestId('indexing').waitFor({ state: 'detached' });
  return folder;
}

const first = ({ page }: StudioPage) => page.getByTestId('photo').first().getAttribute('aria-label');

describe.skipIf(!hasBrowser)('searching the library with a retriever', () => {
  const studio = useStudio([drawing.folder, reading.folder].join(delimiter));

  test('photos are found by a picture on the canvas, by a photo and by a part of one', async () => {
    const window = await studio.open();
    const { page } = window;
    await openColours(window, 'beach');
    // On the canvas lies a picture that is no file of the library, but looks like one.
    await page.getByRole('option', { name: 'blue.png' }).dblclick();
    await page.getByTestId('library').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await page.getByTestId('like-canvas').click();
    await page.getByTestId('like').waitFor();
    await expect.poll(() => first(window)).toBe('blue.png');
    await keepScreenshot(window, 'library-like-canvas');
    expect(await seriousViolations(window)).toEqual([]);
    await page.getByTestId('like').getByRole('button').click();
    await expect.poll(() => page.getByTestId('photo').count()).toBe(5);

    await page.getByRole('option', { name: 'both.png' }).click();
    await page.getByTestId('find-alike').click();
    await page.getByTestId('like').waitFor();
    await expect.poll(() => page.getByRole('option', { name: 'both.png' }).count()).toBe(0);
    await page.getByTestId('like').getByRole('button').click();

    await page.getByRole('option', { name: 'both.png' }).click();
    for (const [part, colour] of [
      [[0.01, 0.49], 'red.png'],
      [[0.51, 0.99], 'blue.png'],
    ] as const) {
      await mark(window, part);
      await page.getByTestId('photo-part').waitFor();
      await keepScreenshot(window, 'library-part');
      await page.getByTestId('find-alike').click();
      await expect.poll(() => first(window)).toBe(colour);
    }
  });

  test('captions of a folder are found by their words, and filtered by', async () => {
    const window = await studio.open();
    const { page } = window;
    const folder = await openColours(window, 'harbour');
    await page.getByLabel('Folder', { exact: true }).selectOption('harbour');
    await page.getByRole('button', { name: 'Caption the photos of harbour' }).click();
    await page.getByTestId('caption-start').click();
    await page.locator('[data-testid="captioning"][data-state="done"]').waitFor();
    await keepScreenshot(window, 'library-captioned');
    const caption = (await readFile(join(folder, 'green.png.txt'), 'utf8')).trim();
    await page.getByTestId('filter-captions').selectOption('without');
    await keepScreenshot(window, 'library-filtered');
    await page.getByText('There are no such photos here.').waitFor();
    await page.getByTestId('filters-clear').click();
    await expect.poll(() => page.getByTestId('photo').count()).toBeGreaterThanOrEqual(5);
    const word = caption.split(' ')[0] ?? '';
    await page.getByTestId('photo-search').fill(word);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('option', { name: caption }).count()).toBeGreaterThan(0);
  });
});

/** Marks all of the height between two parts of the width. */
async function mark({ page }: StudioPage, [from, to]: readonly [number, number]): Promise<void> {
  const box = await page.getByTestId('photo-preview').boundingBox();
  if (box === null) throw new Error('The photo is not shown.');
  await page.mouse.move(box.x + from * box.width, box.y + 1);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, box.y + box.height - 1, { steps: 4 });
  await page.mouse.up();
}
