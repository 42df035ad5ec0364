import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ResultPicture } from '../../preload/contract';
import { seriousViolations } from './axe';
import { boxes } from './boxes';
import { hasBrowser, useStudioThatKnowsAll } from './fixture';
import type { StudioPage } from './studio-page';

const grid = 16;
const side = 256;

describe.skipIf(!hasBrowser)('a picture that is nearly right', () => {
  const studio = useStudioThatKnowsAll();

  test('is drawn on from a row: what is above stays, and the recipe says so', async () => {
    const window = await studio.open();
    const source = await candidate(window);
    await window.page.keyboard.press('d');
    const row = window.page.getByTestId('fork-row');
    await row.waitFor();
    expect(await row.getAttribute('aria-valuenow')).toBe('8');
    await row.press('ArrowUp');
    await row.press('ArrowUp');
    expect(await seriousViolations(window)).toEqual([]);
    await row.press('Enter');
    const fork = await nextPicture(window, source);
    const taken = source.codes?.slice(0, 6 * grid);
    expect(fork.codes?.slice(0, 6 * grid)).toEqual(taken);
    expect(fork.codes).not.toEqual(source.codes);
    expect(fork.recipe.taken).toEqual(taken);
    expect(fork.recipe.seed).not.toBe(source.recipe.seed);
  });

  test('is drawn on from the row that the line is dragged to', async () => {
    const window = await studio.open();
    const source = await candidate(window);
    await window.page.getByTestId('fork').click();
    const line = await window.page.getByTestId('fork-row').boundingBox();
    const { y, height, x, width } = await window.documentBox(side);
    await window.page.mouse.move(x + width / 2, (line?.y ?? 0) + 14);
    await window.page.mouse.down();
    await window.page.mouse.move(x + width / 2, y + (height * 3) / grid, { steps: 4 });
    await window.page.mouse.up();
    await window.page.getByTestId('fork-draw').click();
    expect((await nextPicture(window, source)).recipe.taken).toHaveLength(3 * grid);
  });

  test('shows where the model was unsure, and a click draws that place anew and nothing else', async () => {
    const window = await studio.open();
    const source = await candidate(window);
    await window.page.keyboard.press('u');
    await window.page.getByTestId('doubt-bar').waitFor();
    const { x, y, width } = await window.documentBox(side);
    await window.page.mouse.move(x + width * 0.4, y + width * 0.55);
    await window.page.locator('[data-testid="canvas"][data-doubt]').waitFor();
    const cells = Number(await window.canvas.getAttribute('data-doubt'));
    expect(await seriousViolations(window)).toEqual([]);
    await window.page.mouse.click(x + width * 0.4, y + width * 0.55);
    const redrawn = await nextPicture(window, source);
    expect(redrawn.recipe).toMatchObject({ task: 'inpaint' });
    expect(redrawn.cells).toHaveLength(cells);
    expect(redrawn.cells).toContain(Math.floor(0.55 * grid) * grid + Math.floor(0.4 * grid));
    expect(redrawn.changed?.outside).toBe(0);
    expect(await same(window, source, redrawn, redrawn.cells ?? [])).toEqual({ inside: false, outside: true });
  });

  test('has its least sure place drawn anew by the keyboard alone', async () => {
    const window = await studio.open();
    const source = await candidate(window);
    const worst = (source.uncertainty ?? []).indexOf(Math.max(...(source.uncertainty ?? [])));
    await window.page.keyboard.press('Shift+U');
    expect((await nextPicture(window, source)).cells).toContain(worst);
  });

  test('is planned before it is drawn: the boxes are there, are moved, and are what is drawn', async () => {
    const window = await studio.open();
    await window.write('a red boat and a blue house');
    await window.page.getByTestId('plan-first').click();
    await expect.poll(async () => (await boxes(window)).length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await window.shownAsset(), 'nothing is drawn').toBeUndefined();
    expect(await window.page.getByTestId('planning').isChecked()).toBe(false);
    const planned = await boxes(window);
    await window.page.getByTestId('layer').first().locator('.what').click();
    await window.canvas.focus();
    await window.page.keyboard.press('Shift+ArrowDown');
    const moved = await boxes(window);
    expect(moved).not.toEqual(planned);
    await window.draw('a red boat and a blue house', 3);
    const request = (await window.jobs()).at(-1)?.request;
    const plan = request?.task === 'generate' ? request.plan : undefined;
    const standing = moved.map(({ label, x, y }) => ({ label, box: { x0: x / side, y0: y / side } }));
    expect(plan).toMatchObject({ things: standing });
  });
});

/** A picture that was drawn and lies over the one on the canvas. */
async function candidate(window: StudioPage): Promise<ResultPicture> {
  await window.draw('a red boat', 1);
  await window.accept();
  await window.draw('a red boat at night', 2);
  await window.canvas.focus();
  return shown(window);
}

async function shown(window: StudioPage): Promise<ResultPicture> {
  const asset = await window.canvas.getAttribute('data-staged-asset');
  const all = (await window.jobs()).flatMap(({ result }) => (result?.kind === 'pictures' ? result.pictures : []));
  const picture = all.find((each) => each.asset === asset);
  if (picture === undefined) throw new Error('No candidate lies over the frame.');
  return picture;
}

async function nextPicture(window: StudioPage, before: ResultPicture): Promise<ResultPicture> {
  await window.page
    .locator(`[data-testid="canvas"][data-staged-asset]:not([data-staged-asset="${before.asset}"])`)
    .waitFor();
  return shown(window);
}

/** Whether two pictures are the same in every pixel of these cells, and in every other pixel. */
async function same(window: StudioPage, one: ResultPicture, other: ResultPicture, cells: readonly number[]) {
  const [first, second] = await Promise.all(
    [one, other].map(async ({ asset }) =>
      sharp(await window.assetBytes(asset))
        .ensureAlpha()
        .raw()
        .toBuffer(),
    ),
  );
  const drawn = new Set(cells);
  const equal = { inside: true, outside: true };
  for (let pixel = 0; pixel < side * side; pixel++) {
    const cell =
      Math.floor((Math.floor(pixel / side) * grid) / side) * grid + Math.floor(((pixel % side) * grid) / side);
    const differs = first?.readUInt32LE(4 * pixel) !== second?.readUInt32LE(4 * pixel);
    if (differs) equal[drawn.has(cell) ? 'inside' : 'outside'] = false;
  }
  return equal;
}
