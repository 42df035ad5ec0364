import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { edgesOf } from '../../main/core/control/edges';
import { seriousViolations } from './axe';
import { packOfEveryTask } from './every-task';
import { hasBrowser, useStudio } from './fixture';
import type { StudioPage } from './studio-page';
import { dropFile, pasteFile } from './transfer';

const side = 256;
const everything = await packOfEveryTask();
afterAll(() => everything.remove());

describe.skipIf(!hasBrowser)('a file from outside', () => {
  const studio = useStudio(everything.folder);

  test('is dropped where it says what becomes of it: opened, or a layer of its own', async () => {
    const window = await studio.open();
    await dropFile(window, await picture('#3060a0'), 'open');
    await window.waitForPicture();
    await layers(window, 1);
    await dropFile(window, await picture('#a06030'), 'layer');
    await layers(window, 2);
    expect(await window.page.locator('.veil').count()).toBe(0);
    await window.page.getByTestId('undo').click();
    await layers(window, 1);
  });

  test('becomes the edges that the next picture is drawn along', async () => {
    const window = await studio.open();
    const file = await blocks();
    await dropFile(window, file, 'edges');
    const card = window.page.getByTestId('control-card');
    await card.and(window.page.locator('[data-kind="edges"]')).waitFor();
    const { data } = await sharp(file.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const wanted = edgesOf({ data: new Uint8Array(data), width: side, height: side });
    const made = await sharp(await window.assetBytes((await card.getAttribute('data-asset')) ?? ''))
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(Buffer.from(wanted.data).equals(made)).toBe(true);
    await window.draw('a house', 3);
    expect((await window.jobs()).at(-1)?.request).toMatchObject({ task: 'control', kind: 'edges' });
  });

  test('that is a control already is dropped or pasted as one, of the kind that is chosen', async () => {
    const window = await studio.open();
    const card = window.page.getByTestId('control-card');
    await dropFile(window, await blocks(), 'control');
    await card.and(window.page.locator('[data-kind="sketch"]')).waitFor();
    await window.page.locator('label', { has: window.page.getByTestId('control-depth') }).click();
    await pasteFile(window, await picture('#404040'), window.page.getByTestId('control-open'));
    await card.and(window.page.locator('[data-kind="depth"]')).waitFor();
    expect(await window.shownAsset(), 'nothing was opened on the canvas').toBeUndefined();
  });

  test('is told what can become of it in zones that everyone can read', async () => {
    const window = await studio.open();
    const transfer = await window.page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([], 'a.png', { type: 'image/png' }));
      return carried;
    });
    await window.canvas.dispatchEvent('dragenter', { dataTransfer: transfer });
    await window.page.locator('[data-zone="edges"]').waitFor();
    expect(await seriousViolations(window)).toEqual([]);
  });
});

async function layers(window: StudioPage, count: number): Promise<void> {
  await expect.poll(() => window.page.getByTestId('layer').count(), { timeout: 30_000 }).toBe(count);
}

async function picture(background: string) {
  const bytes = await sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer();
  return { name: 'picture.png', mime: 'image/png', bytes };
}

/** With sharp edges. */
async function blocks() {
  const block = { create: { width: 90, height: 70, channels: 3 as const, background: '#b03020' } };
  const ground = sharp({ create: { width: side, height: side, channels: 3, background: '#a8c8f0' } });
  const bytes = await ground
    .composite([{ input: block, left: 60, top: 120 }])
    .png()
    .toBuffer();
  return { name: 'blocks.png', mime: 'image/png', bytes };
}
