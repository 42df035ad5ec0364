import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRecipe } from '../../main/documents';
import { brookesia } from '../support/command-line';
import { packsOfThisRun } from '../support/studio-process';
import { temporaryFolder } from '../support/temporary-pack';
import { difference, isBlue, isGreen, isNight, isRed, isSunset, shareOf, upperColour } from './colour';
import { hasBrowser, useStudio } from './fixture';
import type { StudioPage } from './studio-page';

/** Mean difference that scaling on the screen may make, of 255. */
const scaling = 8;
const sky = 0.25;

describe.skipIf(!hasBrowser)('a sentence becomes a picture', () => {
  const studio = useStudio();

  test('it grows row by row, and the canvas shows the sky that was asked for', async () => {
    const window = await studio.open();
    const rows = await window.record(window.canvas, 'data-preview-rows');
    const sunset = await shownPicture(window, 'a red boat on the sea at sunset', 7);

    const grown = (await rows()).map(Number).filter((count) => count > 0);
    expect(grown.length).toBeGreaterThanOrEqual(3);
    expect(grown).toEqual([...new Set(grown)].sort((one, other) => one - other));
    expect(await upperColour(sunset, sky)).toSatisfy(isSunset);

    const night = await shownPicture(window, 'a red boat on the sea at night', 7);
    expect(await upperColour(night, sky)).toSatisfy(isNight);
    expect(await difference(sunset, night)).toBeGreaterThan(2 * scaling);
  });

  test.each([
    ['a red car in the desert', 11, isRed],
    ['a blue house in the snow', 12, isBlue],
    ['a green tree in a meadow by day', 13, isGreen],
  ])('“%s” is planned as such, and stands where it was planned, in its colour', async (sentence, seed, isRight) => {
    const window = await studio.open();
    const asset = await window.draw(sentence, seed);
    const { jobs } = await window.ask('jobs.list', {});
    const drawn = jobs.flatMap(({ result }) => (result?.kind === 'pictures' ? result.pictures : []));
    const [thing] = drawn.find((picture) => picture.asset === asset)?.recipe.plan?.things ?? [];
    expect(sentence).toContain(thing?.label);
    expect(await shareOf(await window.assetBytes(asset), thing?.box, isRight)).toBeGreaterThan(0.25);
  });

  test('the saved file carries its recipe and is the one the command line writes', async () => {
    const window = await studio.open();
    await window.draw('a blue house in a meadow by day', 41);
    const { name, path } = await window.save(() => window.page.getByTestId('save').click());
    const saved = await readFile(path);

    expect(name).toBe('a-blue-house-in-a-meadow-by-day-41.png');
    expect(readRecipe(saved)).toMatchObject({ task: 'generate', prompt: 'a blue house in a meadow by day', seed: 41 });
    expect(await difference(saved, await onScreen(window, saved))).toBeLessThan(scaling);
    expect(saved.equals(await fromCommandLine('a blue house in a meadow by day', 41))).toBe(true);
  });

  test('another seed draws another picture', async () => {
    const window = await studio.open();
    const [one, other] = [
      await window.draw('a yellow ball in the snow', 1),
      await window.draw('a yellow ball in the snow', 2),
    ];
    expect(await difference(await window.assetBytes(one), await window.assetBytes(other))).toBeGreaterThan(1);
  });

  test('several pictures at once all reach the strip', async () => {
    const window = await studio.open();
    const before = await window.results.count();
    await window.setPictures(3);
    await window.draw('two white boats and a purple balloon', 5);
    expect(await window.results.count()).toBe(before + 3);
  });
});

/** Draws, and gives the part of the screen where the picture is after checking that it is the picture. */
async function shownPicture(window: StudioPage, sentence: string, seed: number): Promise<Uint8Array> {
  const drawn = await window.assetBytes(await window.draw(sentence, seed));
  const shown = await onScreen(window, drawn);
  expect(await difference(drawn, shown)).toBeLessThan(scaling);
  return shown;
}

async function onScreen(window: StudioPage, picture: Uint8Array): Promise<Uint8Array> {
  const { width } = await sharp(picture).metadata();
  return window.screenshot(await window.documentBox(width));
}

async function fromCommandLine(sentence: string, seed: number): Promise<Buffer> {
  const folder = await temporaryFolder(onTestFinished);
  const words = ['generate', sentence, '--seed', String(seed), '--out', 'picture.png'];
  expect((await brookesia(words, folder, packsOfThisRun())).code).toBe(0);
  return readFile(join(folder, 'picture.png'));
}
