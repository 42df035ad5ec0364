import { describe, expect, inject, test } from 'vitest';
import { boxes, drawBox } from './boxes';
import { drag } from './drag';
import { hasBrowser, useStudioThatKnowsAll } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';
import { blue, colourAt, pixels, place, red, twoColours } from './two-colours';

const side = 256;

describe.skipIf(!hasBrowser)('the tools, by hand', () => {
  const studio = useStudioThatKnowsAll();

  test('turn and resize a picture, step by step back', async () => {
    const window = await twoColours(studio.open());
    await window.page.mouse.click(...(await place(window, 128, 128)));
    const [x, y] = await place(window, 128, 0);
    await window.page.mouse.move(x, y - 26);
    await window.page.mouse.down();
    await window.page.keyboard.down('Shift');
    await window.page.mouse.move(...(await place(window, 250, 120)), { steps: 8 });
    await window.page.keyboard.up('Shift');
    await window.page.mouse.up();
    // Left was red; turned clockwise by a quarter, up is.
    expect(await colourAt(window, 128, 60)).toBe(red);
    expect(await colourAt(window, 128, 200)).toBe(blue);
    await window.page.keyboard.press('Control+z');
    await expect.poll(() => colourAt(window, 60, 128)).toBe(red);

    await drag(window, [256, 256], [128, 128]);
    expect(await colourAt(window, 100, 60)).toBe(blue);
    expect([red, blue]).not.toContain(await colourAt(window, 200, 200));
    await window.page.keyboard.press('Control+z');
    await expect.poll(() => colourAt(window, 200, 200)).toBe(blue);
  });

  test('crop the canvas, and Enter is one step', async () => {
    const window = await twoColours(studio.open());
    await window.page.keyboard.press('Shift+C');
    await drag(window, [0, 0], [128, 256]);
    await window.page.keyboard.press('Enter');
    await expect.poll(() => colourAt(window, 120, 128)).toBe(red);
    expect(await colourAt(window, 140, 128), 'outside of the canvas').not.toBe(blue);
    await window.page.keyboard.press('Control+z');
    await expect.poll(() => colourAt(window, 140, 128)).toBe(blue);
  });

  test('pick a colour, paint with it, and bring the original back', async () => {
    const window = await twoColours(studio.open());
    await window.page.keyboard.press('i');
    await window.page.mouse.click(...(await place(window, 60, 60)));
    expect(await window.canvas.getAttribute('data-tool')).toBe('brush');
    await drag(window, [160, 60], [230, 60]);
    await expect.poll(() => colourAt(window, 200, 60), { timeout: 30_000 }).toBe(red);
    await window.page.keyboard.press('Shift+E');
    await drag(window, [190, 60], [210, 60]);
    await expect.poll(() => colourAt(window, 200, 60), { timeout: 30_000 }).toBe(blue);
    expect(await colourAt(window, 165, 60), 'what was not brushed stays painted').toBe(red);
    await keepScreenshot(window, 'restored');
  });

  test('mask by a line round a part', async () => {
    const window = await twoColours(studio.open());
    await window.page.keyboard.press('l');
    await drag(window, [40, 40], [200, 40], [200, 200], [40, 200]);
    const row = window.page.locator('[data-testid="layer"][data-type="mask"]');
    await row.waitFor();
    const source = (await row.locator('img').getAttribute('src')) ?? '';
    const mask = await pixels(await window.assetBytes(source.split('/').at(-1) ?? ''));
    expect(alphaAt(mask, 120, 120)).toBe(255);
    expect(alphaAt(mask, 20, 120)).toBe(0);
    expect(alphaAt(mask, 120, 230)).toBe(0);
  });

  test('group layers, which are then selected and moved as one, lock them and take them apart', async () => {
    const window = await studio.open();
    const { page } = window;
    await page.keyboard.press('r');
    await drawBox(window, [20, 20], [80, 80], 'red boat');
    await drawBox(window, [150, 150], [220, 220], 'blue house');
    await page.keyboard.press('v');
    await page.keyboard.press('Control+a');
    await page.getByTestId('group').click();
    await page.getByTestId('ungroup').waitFor();
    await page.mouse.click(...(await place(window, 120, 10)));
    expect(await window.canvas.getAttribute('data-selection')).toBe('');
    const before = await boxes(window);
    await page.keyboard.down('Control');
    await drag(window, [50, 50], [60, 63]);
    await page.keyboard.up('Control');
    const moved = await boxes(window);
    expect(moved.map(({ x }, index) => Math.round(x - (before[index]?.x ?? 0)))).toEqual([10, 10]);
    expect(moved.map(({ y }, index) => Math.round(y - (before[index]?.y ?? 0)))).toEqual([13, 13]);

    await page.getByTestId('ungroup').click();
    await page.mouse.click(...(await place(window, 120, 10)));
    await page.getByTestId('layer').first().hover();
    await page.getByTestId('layer').first().getByRole('button', { name: 'Lock' }).click();
    await drag(window, [190, 190], [120, 190]);
    expect((await boxes(window))[1]).toEqual(moved[1]);
    await drag(window, [60, 60], [90, 60]);
    expect((await boxes(window))[0]).not.toEqual(moved[0]);
  });

  test('hide a layer and make it fainter', async () => {
    const window = await twoColours(studio.open());
    const { page } = window;
    await page.getByTestId('layer').first().hover();
    await page.getByTestId('layer-visible').click();
    await expect.poll(() => colourAt(window, 60, 128)).not.toBe(red);
    await page.getByTestId('layer-visible').click();
    await expect.poll(() => colourAt(window, 60, 128)).toBe(red);
    await page.getByTestId('layer').locator('.what').click();
    await page.getByRole('slider', { name: 'Opacity' }).press('Home');
    await expect.poll(() => colourAt(window, 60, 128)).not.toBe(red);
    await page.keyboard.press('Escape');
    await window.canvas.focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => colourAt(window, 60, 128), { message: 'walking the slider is one step' }).toBe(red);
  });

  test('zoom at the pointer, rest near whole sizes, and show rulers and a grid of pixels', async () => {
    const window = await twoColours(studio.open());
    const { page } = window;
    const zoom = async () => Number(await window.canvas.getAttribute('data-zoom'));
    await page.keyboard.press('Control+1');
    expect(await zoom()).toBe(1);
    const [x, y] = (await place(window, 64, 64)).map(Math.round) as [number, number];
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -20);
    expect(await zoom(), 'it rests at 100 %').toBe(1);
    const under = async () => {
      const box = await window.documentBox(side);
      return [((x - box.x) * side) / box.width, ((y - box.y) * side) / box.width];
    };
    const before = await under();
    for (let step = 0; step < 16; step += 1) await page.mouse.wheel(0, -120);
    await expect.poll(zoom).toBe(20);
    const after = await under();
    expect(Math.hypot((after[0] ?? 0) - (before[0] ?? 0), (after[1] ?? 0) - (before[1] ?? 0))).toBeLessThan(0.1);
    expect((await coloursAlong(window)).size, 'lines between the pixels').toBeGreaterThan(1);
    await page.keyboard.press('Control+0');
    const plain = await page.screenshot();
    await page.getByTestId('rulers').click();
    await page.waitForTimeout(200);
    expect((await page.screenshot()).equals(plain)).toBe(false);
    await keepScreenshot(window, 'rulers');
  });

  // A pen's pressure comes by the browser's own protocol.
  test.skipIf(inject('shell') === 'electron')('draw thicker lines the harder the pen is pressed', async () => {
    const window = await twoColours(studio.open());
    await window.page.keyboard.press('i');
    await window.page.mouse.click(...(await place(window, 60, 60)));
    const pen = await window.page.context().newCDPSession(window.page);
    for (const [down, force] of [
      [60, 1],
      [180, 0.15],
    ] as const) {
      const point = async (across: number) => {
        const [x, y] = await place(window, across, down);
        return { x, y, force, pointerType: 'pen', button: 'left', buttons: 1, clickCount: 1 } as const;
      };
      await pen.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...(await point(150)) });
      for (const across of [170, 190, 210, 230])
        await pen.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...(await point(across)) });
      await pen.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...(await point(230)) });
    }
    await expect.poll(() => colourAt(window, 200, 180), { timeout: 30_000 }).toBe(red);
    const height = async (middle: number) => {
      const all = await Promise.all([...Array(40).keys()].map((step) => colourAt(window, 200, middle - 20 + step)));
      return all.filter((colour) => colour === red).length;
    };
    expect(await height(60)).toBeGreaterThan(2 * (await height(180)));
  });
});

/** All colours in a short line through the middle of the canvas area. */
async function coloursAlong(window: StudioPage): Promise<Set<string>> {
  const [x, y] = await place(window, 64, 64);
  const { data } = await pixels(
    await window.screenshot({ x: Math.round(x) - 30, y: Math.round(y) + 7, width: 60, height: 1 }),
  );
  return new Set(Array.from({ length: 60 }, (_, at) => data.subarray(4 * at, 4 * at + 3).toString('hex')));
}

function alphaAt({ data, width }: Awaited<ReturnType<typeof pixels>>, x: number, y: number): number {
  return data[4 * (y * width + x) + 3] ?? -1;
}
