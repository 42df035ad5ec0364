import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ControlRequest } from '../../preload/contract';
import { edgesOf } from '../../main/core/control/edges';
import { temporaryFolder } from '../support/temporary-pack';
import { seriousViolations } from './axe';
import { packOfEveryTask, packOfTasks } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import { drag } from './drag';
import type { StudioPage } from './studio-page';

const side = 256;
const classes = [
  { name: 'sky', colour: '#aad4ff' },
  { name: 'sea', colour: '#286eaa' },
  { name: 'boat', colour: '#783c14' },
];
const everything = await packOfEveryTask(() => ({ classes }));
const withoutMaps = await packOfTasks((name) => name !== 'segment', { classes });
const withoutControl = await packOfTasks((name) => name !== 'control', { classes });
afterAll(() => Promise.all([everything, withoutMaps, withoutControl].map(({ remove }) => remove())));

describe.skipIf(!hasBrowser)('a control', () => {
  const studio = useStudio(everything.folder);

  test('is sketched by hand, steers the next picture and steps out of its way', async () => {
    const window = await openControl(studio.open());
    await window.page.getByTestId('control-sketch').check({ force: true });
    await window.page.getByTestId('control-draw').click();
    const card = window.page.getByTestId('control-card');
    await card.waitFor();
    const empty = await card.getAttribute('data-asset');
    await drag(window, [60, 60], [200, 60]);
    await expect.poll(() => card.getAttribute('data-asset'), { timeout: 60_000 }).not.toBe(empty);
    await window.page.keyboard.press('a');
    await drag(window, [80, 120], [180, 120], [180, 200], [80, 200]);
    expect(await seriousViolations(window)).toEqual([]);

    await window.draw('a boat', 5);
    const request = await lastControl(window);
    expect(request).toMatchObject({ kind: 'sketch', prompt: 'a boat' });
    expect(request.plan).toBeUndefined();
    const control = await pixelsOf(window, request.control);
    expect(colourAt(control, 130, 60)).toBe('#282830');
    expect(colourAt(control, 130, 160)).toBe('#282830');
    expect(colourAt(control, 20, 20)).toBe('#ffffff');
    const layer = window.page.locator('[data-testid="layer"][data-type="control"]');
    expect(await layer.getByTestId('layer-visible').getAttribute('aria-label')).toBe('Show');

    await window.page.getByTestId('control-followed').uncheck();
    await window.draw('a boat without a sketch', 6);
    expect((await window.jobs()).at(-1)?.request.task).toBe('generate');
  });

  test('is made of the edges of a picture, as Canny finds them', async () => {
    const window = await openControl(studio.open());
    const picture = await blocks();
    await openPicture(window, picture);
    await window.page.getByTestId('control-edges').check({ force: true });
    await window.page.getByTestId('control-make').click();
    const card = window.page.getByTestId('control-card');
    await card.and(window.page.locator('[data-kind="edges"]')).waitFor();
    const made = await pixelsOf(window, (await card.getAttribute('data-asset')) ?? '');
    const { data } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const wanted = edgesOf({ data: new Uint8Array(data), width: side, height: side });
    expect(Buffer.from(wanted.data).equals(made.data)).toBe(true);
  });

  test('of classes is predicted by the model or painted in the colours of the pack', async () => {
    const window = await openControl(studio.open());
    await openPicture(window, await blocks());
    await window.page.getByTestId('control-segmentation').check({ force: true });
    const results = await window.results.count();
    await window.page.getByTestId('control-make').click();
    const card = window.page.getByTestId('control-card');
    await card.and(window.page.locator('[data-kind="segmentation"]')).waitFor();
    expect((await window.jobs()).at(-1)).toMatchObject({ request: { task: 'segment' }, state: 'done' });
    expect(await window.results.count(), 'a map is no result').toBe(results);
    const predicted = await card.getAttribute('data-asset');

    await window.page.getByTestId('control-edit').click();
    await card.getByRole('button', { name: 'boat' }).click();
    await window.page.keyboard.press('Shift+B');
    await drag(window, [100, 100], [160, 180]);
    await expect.poll(() => card.getAttribute('data-asset'), { timeout: 60_000 }).not.toBe(predicted);
    await window.draw('', 7);
    const control = await pixelsOf(window, (await lastControl(window)).control);
    expect(colourAt(control, 130, 140)).toBe('#783c14');
    const known = new Set(classes.map(({ colour }) => colour));
    const all = Array.from({ length: side * side }, (_, pixel) =>
      colourAt(control, pixel % side, Math.floor(pixel / side)),
    );
    expect([...new Set(all)].filter((colour) => !known.has(colour))).toEqual([]);
  });

  test('comes from a file, is told what stands where by boxes, and is undone in one step', async () => {
    const window = await openControl(studio.open());
    await openPicture(window, await blocks());
    const file = join(await temporaryFolder(onTestFinished), 'depth.png');
    await writeFile(
      file,
      await sharp({ create: { width: 64, height: 64, channels: 3, background: '#404040' } })
        .png()
        .toBuffer(),
    );
    await window.page.getByTestId('control-depth').check({ force: true });
    const chooser = window.page.waitForEvent('filechooser');
    await window.page.getByTestId('control-open').click();
    await (await chooser).setFiles(file);
    const card = window.page.getByTestId('control-card');
    await card.and(window.page.locator('[data-kind="depth"]')).waitFor();
    await window.canvas.focus();
    await window.page.keyboard.press('r');
    await drag(window, [20, 140], [120, 220]);
    await window.page.getByTestId('box-label').fill('red boat');
    await window.page.keyboard.press('Enter');
    await window.page.getByTestId('control-boxes').waitFor();
    await window.draw('the sea', 8);
    const request = await lastControl(window);
    expect(request.plan?.things.map(({ label }) => label)).toEqual(['red boat']);
    expect(colourAt(await pixelsOf(window, request.control), 128, 128)).toBe('#404040');
    await window.page.getByTestId('undo').click();
    await window.page.getByTestId('control-boxes').waitFor({ state: 'detached' });
    await window.page.getByTestId('undo').click();
    await card.waitFor({ state: 'detached' });
  });
});

describe.skipIf(!hasBrowser)('what the pack cannot do', () => {
  const maps = useStudio(withoutMaps.folder);
  const none = useStudio(withoutControl.folder);

  test('is said where it would be asked for', async () => {
    const window = await openControl(maps.open());
    await openPicture(window, await blocks());
    await window.page.getByTestId('control-segmentation').check({ force: true });
    expect(await window.page.getByTestId('control-obstacle').textContent()).toContain('cannot tell the classes');
    expect(await window.page.getByTestId('control-make').isDisabled()).toBe(true);
    await window.page.getByTestId('control-edges').check({ force: true });
    expect(await window.page.getByTestId('control-make').isEnabled()).toBe(true);
  });

  test('is said in place of all controls where it knows none', async () => {
    const window = await openControl(none.open());
    expect(await window.page.getByTestId('control-impossible').textContent()).toContain('not trained to draw along');
    expect(await window.page.getByTestId('control-draw').count()).toBe(0);
  });
});

async function openControl(opening: Promise<StudioPage>): Promise<StudioPage> {
  const window = await opening;
  await window.page.getByTestId('control-part').locator('summary').click();
  return window;
}

async function openPicture(window: StudioPage, bytes: Buffer): Promise<void> {
  const chooser = window.page.waitForEvent('filechooser');
  await window.canvas.focus();
  await window.page.keyboard.press('Control+o');
  const before = await window.shownAsset();
  await (await chooser).setFiles({ name: 'blocks.png', mimeType: 'image/png', buffer: bytes });
  await window.waitForPicture(before);
}

/** A picture with sharp edges, of the size that the pack reads. */
async function blocks(): Promise<Buffer> {
  const block = { create: { width: 90, height: 70, channels: 3 as const, background: '#b03020' } };
  const ground = sharp({ create: { width: side, height: side, channels: 3, background: '#a8c8f0' } });
  return ground
    .composite([{ input: block, left: 60, top: 120 }])
    .png()
    .toBuffer();
}

async function lastControl(window: StudioPage): Promise<ControlRequest> {
  const request = (await window.jobs()).at(-1)?.request;
  if (request?.task !== 'control') throw new Error(`The last job is ${request?.task ?? 'none'}.`);
  return request;
}

type Pixels = { readonly data: Buffer; readonly width: number };

async function pixelsOf(window: StudioPage, asset: string): Promise<Pixels> {
  const bytes = await window.assetBytes(asset);
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width };
}

function colourAt({ data, width }: Pixels, x: number, y: number): string {
  const place = 3 * (y * width + x);
  return `#${data.subarray(place, place + 3).toString('hex')}`;
}
