import { readFile } from 'node:fs/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { readRecipe } from '../../main/documents';
import { inspectPicture } from '../../main/documents/inspect';
import { recipeIn } from '../../main/documents/metadata/recipe-in';
import { launchBrowser } from '../support/launch-browser';
import { StudioProcess } from '../support/studio-process';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { boxes, drawBox } from './boxes';
import { hasBrowser, useStudioThatKnowsAll } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import { StudioPage } from './studio-page';

const patience = { timeout: 60_000 };

describe.skipIf(!hasBrowser)('every picture that was made', () => {
  const studio = useStudioThatKnowsAll();
  let window: StudioPage;

  async function openGallery(): Promise<void> {
    await window.page.keyboard.press('Control+Shift+g');
    await window.page.getByTestId('gallery-dialog').getByRole('searchbox').waitFor();
  }

  const shown = () =>
    window.page.getByTestId('past-picture').evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('title')));

  test('is found by its words, also when it was discarded, and gives back its parts', async () => {
    window = await studio.open();
    const { page } = window;
    await window.draw('a red boat on the sea', 11);
    await window.accept();
    await window.draw('a green tree in the snow', 12);
    await page.getByTestId('discard-candidate').click();
    await window.write('something else');
    await window.setSeed(99);

    await openGallery();
    await expect.poll(async () => (await shown()).length, patience).toBe(2);
    await page.getByRole('searchbox').fill('tree');
    await expect.poll(shown, patience).toEqual([expect.stringContaining('a green tree in the snow - seed 12')]);
    await page.getByTestId('past-picture').click();
    await keepScreenshot(window, 'gallery');
    expect(await seriousViolations(window)).toEqual([]);
    await page.getByTestId('past-seed').click();
    expect([await window.seed.inputValue(), await window.prompt.inputValue()]).toEqual(['12', 'something else']);

    await openGallery();
    await page.getByRole('searchbox').fill('');
    await page.getByTestId('past-picture').nth(1).click();
    await page.getByTestId('past-prompt').click();
    expect([await window.seed.inputValue(), await window.prompt.inputValue()]).toEqual(['12', 'a red boat on the sea']);
  });

  test('is made again, byte for byte, and put on the canvas', async () => {
    window = await studio.open();
    const { page } = window;
    const asset = await window.draw('two ducks', 21);
    const bytes = await window.assetBytes(asset);
    await window.accept();
    await openGallery();
    await page.getByTestId('past-picture').first().click();
    await page.getByTestId('past-again').click();
    const again = await window.waitForPicture(asset);
    expect(await window.assetBytes(again)).toEqual(bytes);

    await openGallery();
    await page.getByTestId('past-picture').first().click();
    await page.getByTestId('past-show').click();
    expect(readRecipe(Buffer.from(await window.assetBytes(await window.waitForPicture(again))))).toMatchObject({
      prompt: 'two ducks',
      seed: 21,
    });
  });

  test('is gone for good when it is cleaned away', async () => {
    window = await studio.open();
    const { page } = window;
    await window.draw('a house to be forgotten', 31);
    await openGallery();
    await page.getByRole('searchbox').fill('forgotten');
    await expect.poll(async () => (await shown()).length, patience).toBe(1);
    await page.getByTestId('past-picture').click();
    await page.getByTestId('past-delete').click();
    expect(await page.getByTestId('past-delete').innerText()).toBe('Delete it now?');
    expect((await window.ask('gallery.search', { words: 'forgotten' })).total).toBe(1);
    await page.getByTestId('past-delete').click();
    await expect.poll(shown, patience).toEqual([]);
    expect((await window.ask('gallery.search', { words: 'forgotten' })).total).toBe(0);
  });
});

describe.skipIf(!hasBrowser)('the history', () => {
  const studio = useStudioThatKnowsAll();

  test('lists the steps with small pictures; one is gone back to, and another project begins with it', async () => {
    const window = await studio.open();
    const { page } = window;
    const labels = async () => (await boxes(window)).map(({ label }) => label);
    await page.keyboard.press('r');
    await drawBox(window, [20, 20], [100, 100], 'red boat');
    await drawBox(window, [130, 130], [230, 230], 'green tree');

    await page.keyboard.press('Control+Shift+h');
    const steps = page.getByTestId('history-step');
    await steps.first().waitFor();
    const count = await steps.count();
    expect(count).toBeGreaterThanOrEqual(3);
    await keepScreenshot(window, 'history');
    expect(await seriousViolations(window)).toEqual([]);
    await steps.first().click();
    expect(await labels()).toEqual([]);
    await steps.last().click();
    expect(await labels()).toEqual(['red boat', 'green tree']);

    const branch = page.getByTestId('history-branch').nth(count - 2);
    await branch.click();
    await expect.poll(labels, patience).toEqual(['red boat']);
    await page.getByTestId('project').click();
    const menu = page.getByTestId('project-menu');
    await menu.getByTestId('unsaved').first().click();
    // What is thrown away is asked for twice; the menu stays open for it.
    const unsaved = page.getByRole('menu').last();
    await unsaved.getByTestId('discard').click();
    expect(await unsaved.getByTestId('discard').innerText()).toContain('for good');
    await unsaved.getByTestId('restore').click();
    await expect.poll(labels, patience).toEqual(['red boat', 'green tree']);
  });
});

describe.skipIf(!hasBrowser)('an export', () => {
  const studio = useStudioThatKnowsAll();
  let window: StudioPage;

  const format = () => window.page.getByTestId('export-dialog').getByLabel('Format');

  async function write(settings: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
    await window.page.keyboard.press('Control+Shift+e');
    await window.page.getByTestId('export-write').waitFor();
    await settings();
    const { name, path } = await window.save(() => window.page.getByTestId('export-write').click());
    await window.page.getByTestId('export-dialog').waitFor({ state: 'hidden' });
    return { name, bytes: new Uint8Array(await readFile(path)) };
  }

  test('is written in the format, the part and the size that are chosen, with its recipe or without', async () => {
    window = await studio.open();
    const { page } = window;
    await window.draw('a blue car', 41);
    await window.accept();
    const jpeg = await write(async () => {
      await page.getByLabel('What', { exact: true }).selectOption('picture');
      await format().selectOption('jpeg');
      await page.getByLabel('Longer side').fill('64');
      await keepScreenshot(window, 'export');
      expect(await seriousViolations(window)).toEqual([]);
    });
    expect(jpeg.name).toMatch(/\.jpg$/);
    expect(await inspectPicture(jpeg.bytes)).toMatchObject({ mime: 'image/jpeg', width: 64, height: 64 });
    expect(await recipeIn(jpeg.bytes)).toMatchObject({ prompt: 'a blue car', seed: 41 });
    expect(Buffer.from(jpeg.bytes).includes('trainedAlgorithmicMedia')).toBe(true);

    const bare = await write(() => page.getByLabel('Leave out everything').check());
    expect(await recipeIn(bare.bytes)).toBeUndefined();
    expect(Buffer.from(bare.bytes).includes('trainedAlgorithmicMedia')).toBe(false);

    const layered = await write(async () => {
      await page.getByLabel('What', { exact: true }).selectOption('canvas');
      await format().selectOption('ora');
    });
    expect(layered.name).toMatch(/\.ora$/);
    expect(Buffer.from(layered.bytes).subarray(30, 38).toString()).toBe('mimetype');
  });
});

describe.skipIf(!hasBrowser)('what is kept on the machine', () => {
  const studio = useStudioThatKnowsAll();

  test('is listed with its size and cleaned, and the report tells of a dead engine but of no sentence', async () => {
    const window = await studio.open();
    const { page } = window;
    await window.draw('a secret garden', 51);
    process.kill(await studio.host.enginePid(), 'SIGKILL');
    await expect.poll(async () => (await window.ask('studio.info', {})).engine.restarts, patience).toBeGreaterThan(0);
    await window.ready();

    await page.getByTestId('project').click();
    await page.getByTestId('menu-storage').click();
    const gallery = page.getByRole('row', { name: /Every picture ever made/ });
    await expect.poll(() => gallery.innerText(), patience).toMatch(/[1-9]\d*\s+[\d.]+ (KB|MB)/);
    await keepScreenshot(window, 'storage');
    expect(await seriousViolations(window)).toEqual([]);
    expect(await page.getByTestId('clean-journals').count()).toBe(0);

    const { text } = await window.ask('diagnostics.report', { prompts: false, pictures: false });
    expect(text).toContain('"engine-died"');
    expect(text).not.toContain('secret garden');

    await page.getByTestId('clean-gallery').click();
    expect(await page.getByTestId('clean-gallery').innerText()).toContain('for good');
    await page.getByTestId('clean-gallery').click();
    await expect.poll(async () => (await window.ask('gallery.search', { words: '' })).total, patience).toBe(0);
  });
});

describe.skipIf(!hasBrowser || inject('shell') === 'electron')('work that a crash left', () => {
  test('is offered in a dialog at the next start, and comes back', async () => {
    const around = { XDG_STATE_HOME: await temporaryFolder(onTestFinished) };
    const browser = await launchBrowser(inject('chromium'));
    onTestFinished(() => browser.close());
    const first = await StudioProcess.start(undefined, around);
    onTestFinished(() => first.stop());
    const before = await StudioPage.open(await browser.newContext(), first.address);
    await before.page.keyboard.press('r');
    await drawBox(before, [20, 20], [100, 100], 'red boat');
    await expect.poll(() => before.page.title(), patience).toMatch(/^•/);
    await before.page.waitForTimeout(500);
    process.kill(first.pid, 'SIGKILL');
    await before.page.context().close();

    const second = await StudioProcess.start(undefined, around);
    onTestFinished(() => second.stop());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const after = await StudioPage.open(context, second.address);
    const dialog = after.page.getByTestId('recovery');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('There is unsaved work');
    // Enter must not throw away what it is about.
    expect(await dialog.getByTestId('restore').evaluate((button) => button === document.activeElement)).toBe(true);
    await dialog.getByTestId('discard').click();
    expect(await dialog.getByTestId('discard').innerText()).toContain('for good');
    expect(await dialog.getByTestId('unsaved').count()).toBe(1);
    await keepScreenshot(after, 'recovery');
    expect(await seriousViolations(after)).toEqual([]);
    await dialog.getByTestId('restore').click();
    await expect.poll(async () => (await boxes(after)).map(({ label }) => label), patience).toEqual(['red boat']);
    expect(after.problems).toEqual([]);
  });
});
