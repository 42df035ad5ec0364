import { describe, expect, test } from 'vitest';
import { hasBrowser, useStudio } from './fixture';

/** Previews that may be on their way, of one candidate each. */
const underWay = 2;

describe.skipIf(!hasBrowser)('previews', () => {
  const studio = useStudio();

  test('are sent no faster than the window shows them', async () => {
    const window = await studio.open();
    await window.draw('a red boat', 1); // From now on the host knows that there is a window that tells.
    await window.page.evaluate(() => (globalThis.requestAnimationFrame = () => 0));
    const { id } = await window.ask('jobs.submit', {
      request: { task: 'generate', prompt: 'a red boat on the sea', seed: 2, candidates: 4 },
    });
    const begun = performance.now();
    const seen = new Set<string>();
    const job = async () => {
      const found = (await window.jobs()).find((each) => each.id === id);
      for (const { asset } of found?.previews ?? []) seen.add(asset);
      return found?.state;
    };
    await expect.poll(job, { timeout: 90_000, interval: 20 }).toBe('done');
    const seconds = Math.ceil((performance.now() - begun) / 1000);
    console.log(`A window that paints nothing got ${seen.size} previews in ${seconds} s.`);
    expect(seen.size).toBeLessThanOrEqual(underWay * (seconds + 1));
    await window.page.reload();
    await window.waitForPicture();
  });
});
