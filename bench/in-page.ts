import { setTimeout as sleep } from 'node:timers/promises';
import type { StudioPage } from '../test/e2e/studio-page';

/** Milliseconds after which what is measured has surely failed. */
const patience = 120_000;

/**
 * Times are taken inside the page, from the press to what the user sees change, on the page's own clock: what the test
 * driver needs to speak with the browser is not in them.
 */
export async function drawingTimes(window: StudioPage): Promise<{ firstRow: number; picture: number }> {
  const times = await inTime(
    window.page.evaluate(async () => {
      const canvas = document.querySelector<HTMLElement>('[data-testid=canvas]');
      const button = document.querySelector<HTMLElement>('[data-testid=generate]');
      const before = canvas?.dataset['pictureAsset'];
      const begun = performance.now();
      let firstRow = Number.NaN;
      button?.click();
      await new Promise<void>((resolve) => {
        const look = () => {
          const { previewRows = '0', pictureAsset } = canvas?.dataset ?? {};
          if (Number.isNaN(firstRow) && Number(previewRows) > 0) firstRow = performance.now() - begun;
          if (pictureAsset === undefined || pictureAsset === before) return;
          watching.disconnect();
          resolve();
        };
        const watching = new MutationObserver(look);
        if (canvas !== null) watching.observe(canvas, { attributes: true });
      });
      return { firstRow, picture: performance.now() - begun };
    }),
  );
  await window.generateButton.waitFor();
  return times;
}

/** From the press to the text, for a picture that was not described before. */
export async function captionMilliseconds(window: StudioPage): Promise<number> {
  return inTime(
    window.page.evaluate(async () => {
      const begun = performance.now();
      document.querySelector<HTMLElement>('[data-testid=describe]')?.click();
      await new Promise<void>((resolve) => {
        const watching = new MutationObserver(() => {
          if (document.querySelector('[data-testid=caption]') === null) return;
          watching.disconnect();
          resolve();
        });
        watching.observe(document.body, { childList: true, subtree: true });
      });
      return performance.now() - begun;
    }),
  );
}

/** From the press on Cancel in the middle of a drawing to the moment when the next one can be started. */
export async function cancelMilliseconds(window: StudioPage): Promise<number> {
  await window.generateButton.click();
  await window.waitForRows();
  return inTime(
    window.page.evaluate(async () => {
      const begun = performance.now();
      document.querySelector<HTMLElement>('[data-testid=cancel]')?.click();
      await new Promise<void>((resolve) => {
        const watching = new MutationObserver(() => {
          if (document.querySelector('[data-testid=generate]:enabled') === null) return;
          watching.disconnect();
          resolve();
        });
        watching.observe(document.body, { attributes: true, childList: true, subtree: true });
      });
      return performance.now() - begun;
    }),
  );
}

async function inTime<T>(measuring: Promise<T>): Promise<T> {
  const late = new AbortController();
  const giveUp = async () => {
    await sleep(patience, undefined, { signal: late.signal });
    throw new Error(`The studio did not get there within ${patience / 1000} seconds; open it and look for an error.`);
  };
  try {
    return await Promise.race([measuring, giveUp()]);
  } finally {
    late.abort();
  }
}
