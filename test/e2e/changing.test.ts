import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import type { Job } from '../../preload/contract';
import { packOfTasks } from './every-task';
import { hasBrowser, useStudio, useStudioThatKnowsAll } from './fixture';
import { seriousViolations } from './axe';
import { keepScreenshot } from './kept-screenshots';
import { drag } from './drag';
import type { StudioPage } from './studio-page';

const side = 256;
const drawing = await packOfTasks((name) => ['plan', 'generate'].includes(name));
afterAll(() => drawing.remove());

describe.skipIf(!hasBrowser)('changing a picture in words', () => {
  const studio = useStudioThatKnowsAll();

  test('shows the part before it draws, compares with the original, and is one step back', async () => {
    const window = await studio.open();
    const first = await window.draw('a red boat', 3);
    await window.page.getByTestId('act-change').check({ force: true });
    const regions = await window.record(window.canvas, 'data-region');
    await window.draw('make the boat blue', 4);
    await keepScreenshot(window, 'change-staged');
    const job = await lastJob(window);
    expect(job.request).toMatchObject({ task: 'edit', source: first, prompt: 'make the boat blue' });
    expect((await regions()).some((cells) => Number(cells) > 0)).toBe(true);
    const staged = await window.canvas.getAttribute('data-staged-asset');
    expect(staged).not.toBeNull();
    expect(await window.page.getByTestId('changed-pixels').getAttribute('data-outside')).toBe('0');

    await window.page.keyboard.press('Control+Enter');
    await window.waitForPicture(staged ?? '');
    expect((await lastJob(window)).request).toMatchObject({ task: 'edit', source: staged });
    await window.page.getByTestId('compare').click();
    await window.page.getByTestId('compare-slider').waitFor();
    await keepScreenshot(window, 'change-compared');
    const last = await window.canvas.getAttribute('data-staged-asset');
    await window.accept();
    expect(await window.shownAsset()).toBe(last);
    await window.page.getByTestId('undo').click();
    await window.canvas.and(window.page.locator(`[data-picture-asset="${first}"]`)).waitFor();
    expect(await seriousViolations(window)).toEqual([]);
  });

  test('lets the part that changes be adjusted by hand, and keeps to it', async () => {
    const window = await studio.open();
    const first = await window.draw('a red boat', 3);
    await window.page.getByTestId('act-change').check({ force: true });
    await window.page.getByTestId('mask-with-mask-rectangle').click();
    await drag(window, [100, 100], [180, 180]);
    await window.draw('make the boat blue', 4);
    await window.page.getByTestId('adjust-part').click();
    await expect.poll(() => window.canvas.getAttribute('data-staged-asset')).toBeNull();
    expect(await window.page.getByTestId('where').innerText()).toContain('2 masks');
    expect(await window.prompt.inputValue()).toBe('make the boat blue');
    await drag(window, [20, 20], [60, 20]);
    await window.draw('make the boat blue', 5);
    const { request } = await lastJob(window);
    expect(request).toMatchObject({ task: 'edit', source: first });
    expect(request).toHaveProperty('region.mask');
    expect(await window.page.getByTestId('changed-pixels').getAttribute('data-outside')).toBe('0');
    await keepScreenshot(window, 'change-adjusted');
  });

  test('offers what fits, says what is missing, and keeps the words of each act', async () => {
    const window = await studio.open();
    await window.write('a red boat');
    await window.page.getByTestId('act-draw').focus();
    await window.page.keyboard.press('ArrowRight');
    expect(await window.prompt.inputValue()).toBe('');
    expect(await window.generateButton.isDisabled()).toBe(true);
    await window.page.getByTestId('idea').first().click();
    expect(await window.prompt.inputValue()).not.toBe('');
    await window.page.getByTestId('act-fill').check({ force: true });
    expect(await window.page.getByTestId('where').innerText()).toMatch(/picture|Mark/);
    await window.page.getByTestId('act-draw').check({ force: true });
    expect(await window.prompt.inputValue()).toBe('a red boat');
    expect(await seriousViolations(window)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('filling a masked part of a photo', () => {
  const studio = useStudioThatKnowsAll();

  test.each([
    ['of odd size with transparency', () => noise(331, 277, 4).png().toBuffer()],
    ['that lies on its side', () => noise(331, 277, 3).withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    ['in Display P3', () => noise(331, 277, 3).withIccProfile('p3').png().toBuffer()],
  ])('%s leaves everything else as it was', async (name, photo) => {
    const window = await studio.open();
    const bytes = await photo();
    await window.page.locator('body').evaluate(dropFile, { bytes: [...bytes], name: 'photo' });
    await window.page.locator('[data-testid="layer"][data-type="picture"]').waitFor();
    const source = await window.waitForPicture();
    await window.page.getByTestId('act-fill').check({ force: true });
    await window.page.getByTestId('mask-with-mask-rectangle').click();
    await drag(window, [100, 100], [150, 160]);
    await window.page.locator('[data-testid="layer"][data-type="mask"]').waitFor();
    await window.setSeed(5);
    await window.prompt.press('Control+Enter');
    const filled = await window.waitForPicture(source);
    await keepScreenshot(window, `filled-${name.replaceAll(' ', '-')}`);
    const words = window.page.getByTestId('changed-pixels');
    expect(await words.innerText()).toContain('0 pixels changed outside');
    const picture = resultOf(await lastJob(window));
    expect(picture.changed?.inside).toBeGreaterThan(500);

    const [was, is] = [await numbersOf(bytes), await numbersOf(await window.assetBytes(filled))];
    expect([is.width, is.height, is.channels]).toEqual([was.width, was.height, was.channels]);
    // The photo lies in the middle of a square canvas, as large as it fits; a pixel for rounding.
    const scale = Math.max(was.width, was.height) / side;
    const [left, top] = [(was.width - side * scale) / 2, (was.height - side * scale) / 2];
    const isMasked = (x: number, y: number) =>
      x >= left + 100 * scale - 1.5 &&
      x <= left + 150 * scale + 1.5 &&
      y >= top + 100 * scale - 1.5 &&
      y <= top + 160 * scale + 1.5;
    let outside = 0;
    for (let pixel = 0; pixel < was.width * was.height; pixel++) {
      const from = pixel * was.channels;
      const same = was.data.compare(is.data, from, from + was.channels, from, from + was.channels) === 0;
      if (!same && !isMasked(pixel % was.width, Math.floor(pixel / was.width))) outside++;
    }
    expect(outside).toBe(0);
    await window.accept();
    expect(await window.page.locator('[data-testid="layer"][data-type="picture"]').count()).toBe(1);
    const mask = window.page.locator('[data-testid="layer"][data-type="mask"]');
    expect(await mask.getByTestId('layer-visible').getAttribute('aria-label'), 'the mask lies over it').toBe('Show');
  });
});

describe.skipIf(!hasBrowser)('a box', () => {
  const studio = useStudioThatKnowsAll();

  test('shows how well it was obeyed, and is drawn anew from its row and from its menu', async () => {
    const window = await studio.open();
    await window.page.keyboard.press('r');
    await drag(window, [20, 140], [120, 220]);
    await window.page.getByTestId('box-label').fill('red boat');
    await window.page.keyboard.press('Enter');
    const first = await window.draw('the sea', 7);
    await window.page.getByTestId('obeyed').waitFor();
    expect(await window.page.getByTestId('obeyed').innerText()).toMatch(/^\d+ %$/);

    await window.page.locator('[data-testid="layer"][data-type="box"]').hover();
    await window.page.getByTestId('redraw-box').click();
    const second = await window.waitForPicture(first);
    expect((await lastJob(window)).request).toMatchObject({
      ...{ task: 'inpaint', source: first, readBack: true },
      boxes: [{ label: 'red boat' }],
    });
    await window.page.getByTestId('obeyed').waitFor();
    expect(await window.page.getByTestId('changed-pixels').getAttribute('data-outside')).toBe('0');

    const { x, y, width } = await window.documentBox(side);
    await window.page.mouse.click(x + (70 * width) / side, y + (180 * width) / side, { button: 'right' });
    await window.page.getByRole('menu').waitFor();
    await keepScreenshot(window, 'box-menu');
    expect(await seriousViolations(window)).toEqual([]);
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    await window.waitForPicture(second);
    expect((await lastJob(window)).request).toMatchObject({ task: 'inpaint', source: second });
  });
});

describe.skipIf(!hasBrowser)('a pack that cannot fill parts of pictures', () => {
  const studio = useStudio(drawing.folder);

  test('says so, and what it can do', async () => {
    const window = await studio.open();
    await window.page.getByTestId('act-fill').check({ force: true });
    const words = window.page.getByTestId('unable');
    expect(await words.innerText()).toMatch(/was not made to fill masked parts.*It draws from sentences/s);
    expect(await window.generateButton.isDisabled()).toBe(true);
    await keepScreenshot(window, 'change-unable');
    expect(await seriousViolations(window)).toEqual([]);
  });
});

async function lastJob(window: StudioPage): Promise<Job> {
  const job = (await window.jobs()).at(-1);
  if (job === undefined) throw new Error('There is no job.');
  return job;
}

function resultOf({ result }: Job) {
  const picture = result?.kind === 'pictures' ? result.pictures[0] : undefined;
  if (picture === undefined) throw new Error('The job has no picture.');
  return picture;
}

function noise(width: number, height: number, channels: 3 | 4) {
  const data = Uint8Array.from({ length: width * height * channels }, (_, index) => (index * 2654435761) >>> 24);
  return sharp(data, { raw: { width, height, channels } });
}

/** The numbers in the file, turned upright; colours are not converted. */
async function numbersOf(bytes: Uint8Array) {
  const picture = sharp(bytes, { ignoreIcc: true }).autoOrient();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

/** Runs in the page: pastes a picture file, as from the clipboard. */
function dropFile(body: HTMLElement, { bytes, name }: { bytes: number[]; name: string }): void {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], name, { type: 'image/png' }));
  body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}
