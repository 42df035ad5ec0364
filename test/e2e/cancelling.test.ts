import { describe, expect, test } from 'vitest';
import { hasBrowser, useStudio } from './fixture';
import type { StudioPage } from './studio-page';

/** Milliseconds, on a machine that is busy with other work; an idle one needs about a tenth of it. */
const soon = 1000;
const sentence = 'a red boat on the sea at sunset';

const ways: [name: string, press: (window: StudioPage) => Promise<void>][] = [
  ['Escape', (window) => window.page.keyboard.press('Escape')],
  ['the button', (window) => window.cancelButton.click()],
];

describe.skipIf(!hasBrowser)('cancelling', () => {
  const studio = useStudio();

  test.each(ways)('with %s leaves the engine idle at once and the picture before in place', async (name, press) => {
    const window = await studio.open();
    const kept = await window.draw(sentence, 3);
    const results = await window.results.count();
    await beginLongJob(window, 4);

    const pressed = performance.now();
    await press(window);
    await window.generateButton.waitFor();
    const idle = await window.ask('studio.info', {});
    const milliseconds = performance.now() - pressed;

    console.log(`Cancelled with ${name}: idle after ${Math.round(milliseconds)} ms.`);
    expect(idle.engine).toMatchObject({ state: 'ready', jobs: 0 });
    expect(milliseconds).toBeLessThan(soon);
    expect((await window.jobs()).at(-1)).toMatchObject({ state: 'cancelled', previews: [] });
    expect(await window.waitForPicture()).toBe(kept);
    expect(await window.results.count()).toBe(results);
  });

  test('makes way for the next job at once', async () => {
    const window = await studio.open();
    await beginLongJob(window, 5);
    await window.page.keyboard.press('Escape');
    await window.generateButton.waitFor();
    await window.setPictures(1);
    await window.draw(sentence, 6);
    const [cancelled, next] = (await window.jobs()).slice(-2);
    expect([cancelled?.state, next?.state]).toEqual(['cancelled', 'done']);
  });
});

/** Four pictures at once, the first rows of which are on the canvas. */
async function beginLongJob(window: StudioPage, seed: number): Promise<void> {
  await window.setPictures(4);
  await window.submit(sentence, seed);
  await window.waitForRows();
}
