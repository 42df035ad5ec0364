import { describe, expect, test } from 'vitest';
import { hasBrowser, useStudio } from './fixture';
import { boxes, drawBox } from './boxes';
import { drag } from './drag';

const side = 256;

describe.skipIf(!hasBrowser)('boxes on the canvas', () => {
  const studio = useStudio();

  test('are drawn and named by hand, and the model is told of them', async () => {
    const window = await studio.open();
    await window.page.keyboard.press('r');
    await drawBox(window, [20, 140], [120, 220], 'red boat');
    await drawBox(window, [150, 130], [236, 220], 'yellow house');
    expect(await boxes(window)).toMatchObject([{ label: 'red boat' }, { label: 'yellow house' }]);
    const [first] = await boxes(window);
    expect(first?.x).toBeCloseTo(20, -0.5);
    expect(first?.width).toBeCloseTo(100, -0.5);

    await window.draw('the sea at sunset', 7);
    const request = (await window.jobs()).findLast((job) => job.request.task === 'generate')?.request;
    const given = request?.task === 'generate' ? request.boxes : undefined;
    expect(given?.map(({ label }) => label)).toEqual(['red boat', 'yellow house']);
    expect(given?.[0]?.box.x0).toBeCloseTo(20 / side, 1);
  });

  test('are moved, renamed, duplicated and taken back by the keyboard', async () => {
    const window = await studio.open();
    await window.page.keyboard.press('r');
    await drawBox(window, [40, 40], [120, 110], 'blue car');
    const [before] = await boxes(window);
    await window.page.keyboard.press('Shift+ArrowRight');
    await window.page.keyboard.press('ArrowDown');
    const [moved] = await boxes(window);
    expect([moved?.x, moved?.y]).toEqual([(before?.x ?? 0) + 10, (before?.y ?? 0) + 1]);

    await window.page.keyboard.press('F2');
    await window.page.getByTestId('box-label').fill('green car');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Control+d');
    expect((await boxes(window)).map(({ label }) => label)).toEqual(['green car', 'green car']);
    for (let step = 0; step < 4; step += 1) await window.page.keyboard.press('Control+z');
    expect(await boxes(window)).toEqual([]);
  });

  test('are offered the words that the pack knows, and vanish when they get none', async () => {
    const window = await studio.open();
    await window.page.keyboard.press('r');
    await drag(window, [30, 30], [120, 120]);
    await window.page.getByTestId('box-label').pressSequentially('li');
    const offered = await window.page.getByTestId('label-suggestion').allInnerTexts();
    expect(offered.every((label) => /\bli/.test(label))).toBe(true);
    expect(offered.length).toBeGreaterThan(0);
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    expect(await boxes(window)).toMatchObject([{ label: offered[0] }]);

    await drag(window, [150, 150], [220, 220]);
    await window.page.getByTestId('box-label').waitFor();
    await window.page.keyboard.press('Escape');
    expect(await boxes(window)).toHaveLength(1);
  });
});

describe.skipIf(!hasBrowser)('candidates', () => {
  const studio = useStudio();

  test('lie over the picture until they are accepted, and accepting is one step', async () => {
    const window = await studio.open();
    const first = await window.draw('a red boat on the sea at sunset', 3);
    const second = await window.draw('a yellow house in a meadow', 4);
    expect(await window.canvas.getAttribute('data-staged-asset')).toBe(second);
    await window.page.getByTestId('compare').click();
    await window.page.getByTestId('compare-slider').press('End');
    await window.canvas.and(window.page.locator(`[data-picture-asset="${first}"]`)).waitFor();
    await window.page.getByTestId('compare').click();
    await window.canvas.and(window.page.locator(`[data-staged-asset="${second}"]`)).waitFor();
    await window.accept();
    expect(await window.shownAsset()).toBe(second);
    await window.page.getByTestId('undo').click();
    await window.canvas.and(window.page.locator(`[data-picture-asset="${first}"]`)).waitFor();
  });
});

describe.skipIf(!hasBrowser)('the mask brush', () => {
  const studio = useStudio();

  test('paints a mask that is a layer of its own and can be taken back', async () => {
    const window = await studio.open();
    await window.page.getByTestId('tool-mask-brush').click();
    await drag(window, [60, 60], [180, 120]);
    const masks = window.page.locator('[data-testid="layer"][data-type="mask"]');
    await masks.waitFor();
    await window.page.keyboard.press('Control+z');
    await masks.waitFor({ state: 'detached' });
  });
});

/** Draws a box, in document pixels, and types its label. */
