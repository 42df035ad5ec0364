import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { StudioPage } from '../test/e2e/studio-page';
import { StudioProcess } from '../test/support/studio-process';
import { frameTimes } from './frames';
import type { MeasurementName } from './measurements';
import { MemoryWatch, megabytes, rendererBytes } from './memory';
import { cancelMilliseconds, captionMilliseconds, drawingTimes } from './in-page';

type Sample = Partial<Record<MeasurementName, number>>;

const sentence = 'a red boat on the sea at sunset';
/** Milliseconds after which the studio counts as idle: caches are filled and garbage is gone. */
const rest = 3000;

/** One whole life of a studio in a browser that is running already: start, draw, describe, cancel, stop. */
export async function measureStudio(browser: Browser, run: number): Promise<{ sample: Sample; pack: string }> {
  const started = performance.now();
  const host = await StudioProcess.start();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const start = await startTimes(context, host, started);
    const { window } = start;
    const idle = await idleMemory(window, host);
    const drawing = await drawings(window, host, 1000 * run);
    const frames = await frameTimes(window);
    const { packs } = await window.ask('packs.list', {});
    const drawn = packs.find(({ tasks }) => tasks.includes('generate'));
    const pack = `${drawn?.id ?? ''} ${drawn?.version ?? ''}`;
    return { sample: { ...start.sample, ...idle, ...drawing, ...frames }, pack };
  } finally {
    await context.close();
    await host.stop();
  }
}

async function startTimes(context: Parameters<typeof StudioPage.visit>[0], host: StudioProcess, started: number) {
  const window = await StudioPage.visit(context, host.address);
  await window.prompt.fill('a');
  const interactive = performance.now() - started;
  await window.ready();
  const engineReady = performance.now() - started;
  return { window, sample: { interactive, engineReady } satisfies Sample };
}

async function idleMemory(window: StudioPage, host: StudioProcess): Promise<Sample> {
  await sleep(rest);
  const memory = await MemoryWatch.over(host);
  const renderer = await rendererBytes(window.page);
  return {
    idleMemory: megabytes(memory.now()),
    ...(renderer === undefined ? {} : { rendererMemory: megabytes(renderer) }),
  };
}

/** The first picture after the start, then a second one, which is what the user waits for from then on. */
async function drawings(window: StudioPage, host: StudioProcess, seed: number): Promise<Sample> {
  const memory = await MemoryWatch.over(host);
  await prepare(window, seed);
  const cold = await drawingTimes(window);
  await prepare(window, seed + 1);
  const warm = await drawingTimes(window);
  const peak = memory.stop();
  const speed = (await window.jobs()).at(-1)?.progress?.tokensPerSecond;
  const caption = await captionMilliseconds(window);
  await prepare(window, seed + 2);
  const cancel = await cancelMilliseconds(window);
  return {
    ...{ coldFirstRow: cold.firstRow, coldPicture: cold.picture, firstRow: warm.firstRow, picture: warm.picture },
    ...(speed === undefined ? {} : { tokensPerSecond: speed }),
    ...{ caption, cancel, peakMemory: megabytes(peak) },
  };
}

async function prepare(window: StudioPage, seed: number): Promise<void> {
  await window.setSeed(seed);
  await window.write(sentence);
}
