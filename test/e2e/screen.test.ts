import { describe, expect, inject, test } from 'vitest';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import { blue, colourAt, red, twoColours } from './two-colours';

describe.skipIf(!hasBrowser)('the canvas', () => {
  const studio = useStudio();

  // The density of the screen comes with the browser's window.
  test.skipIf(inject('shell') === 'electron')('has a pixel for each of a dense screen', async () => {
    const window = await twoColours(studio.open({ deviceScaleFactor: 2 }));
    const drawn = await window.canvas.locator('canvas').first().evaluate(sizes);
    expect(drawn.pixels).toEqual(drawn.shown.map((length) => Math.round(length * 2)));
    expect(await colourAt(window, 100, 128)).toBe(red);
    expect(await colourAt(window, 156, 128)).toBe(blue);
  });

  test('fills a window that becomes smaller or larger, and what is seen stays where it belongs', async () => {
    const window = await twoColours(studio.open());
    for (const size of [
      { width: 900, height: 640 },
      { width: 720, height: 480 },
      { width: 1600, height: 1000 },
    ]) {
      await window.page.setViewportSize(size);
      const shown = async () => (await window.canvas.locator('canvas').first().evaluate(sizes)).shown;
      const room = await window.canvas.boundingBox();
      await expect.poll(shown).toEqual([room?.width, room?.height].map((length) => Math.round(length ?? 0)));
      await expect.poll(() => colourAt(window, 100, 128)).toBe(red);
      expect(await colourAt(window, 156, 128)).toBe(blue);
      const { x, y, width } = await window.documentBox(256);
      expect(x).toBeGreaterThanOrEqual(room?.x ?? 0);
      expect(y).toBeGreaterThanOrEqual(room?.y ?? 0);
      expect(x + width).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0));
      expect(await window.page.evaluate(cutOff), 'nothing lies outside of the window').toEqual([]);
      await keepScreenshot(window, `window-${size.width}`);
    }
  });
});

/** Runs in the page: of a canvas, its own pixels and how large it is shown. */
function sizes(canvas: HTMLElement | SVGElement) {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('That is no canvas.');
  const { width, height } = canvas.getBoundingClientRect();
  return { pixels: [canvas.width, canvas.height], shown: [Math.round(width), Math.round(height)] };
}

/** Runs in the page: what can be pressed and is cut off by the right edge. */
function cutOff(): string[] {
  return [...document.querySelectorAll('button, input')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => element.getAttribute('aria-label') ?? element.textContent);
}
