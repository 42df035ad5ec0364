import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { writeProject } from '../main/documents/project';
import { keepPicture } from '../main/documents/project/project-pictures';
import { LayerId, type Layer, type StudioDocument } from '../preload/contract';
import type { StudioPage } from '../test/e2e/studio-page';
import type { MeasurementName } from './measurements';

type Sample = Partial<Record<MeasurementName, number>>;

const side = 4096;
const boxCount = 100;
const steps = 120;

/** Times between frames while a box is dragged and a line is painted, on a canvas of 4096 pixels with 100 boxes. */
export async function frameTimes(window: StudioPage): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'brookesia-bench-'));
  try {
    await openLarge(window, join(folder, 'large.brookesia'));
    const drag = await framesOf(window, 'select', [0.06, 0.06]);
    const paint = await framesOf(window, 'brush', [0.4, 0.45]);
    return { dragFrame: middle(drag), dragFrameMost: Math.max(...drag), ...painted(paint) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function painted(frames: readonly number[]): Sample {
  return { paintFrame: middle(frames), paintFrameMost: Math.max(...frames) };
}

async function openLarge(window: StudioPage, path: string): Promise<void> {
  const pixels = { create: { width: side, height: side, channels: 3, background: '#6f93b0' } } as const;
  const bytes = await sharp({
    ...pixels,
    create: { ...pixels.create, noise: { type: 'gaussian', mean: 120, sigma: 40 } },
  })
    .jpeg()
    .toBuffer();
  const kept = keepPicture({ bytes: new Uint8Array(bytes), mime: 'image/jpeg', width: side, height: side });
  const shown = { visible: true, locked: false, opacity: 1 };
  const layers: Layer[] = [
    {
      ...{ type: 'picture', id: LayerId.parse('picture-1'), name: 'large', asset: kept.asset, ...shown },
      rect: { x: 0, y: 0, width: side, height: side },
    },
    ...Array.from({ length: boxCount }, (_, index): Layer => {
      const [column, row] = [index % 10, Math.floor(index / 10)];
      const label = `thing ${index % 12}`;
      const rect = { x: 80 + column * 400, y: 80 + row * 400, width: 320, height: 320 };
      return { type: 'box', id: LayerId.parse(`box-${index + 1}`), name: label, label, ...shown, rect };
    }),
  ];
  const frame = { x: 0, y: 0, width: 1024, height: 1024 };
  const document: StudioDocument = { version: 1, width: side, height: side, frame, layers };
  await writeProject(path, { document, pictures: new Map([[kept.asset, kept.picture]]), studio: 'bench' });
  const chooser = window.page.waitForEvent('filechooser');
  await window.page.getByTestId('open').click();
  await (await chooser).setFiles(path);
  await window.canvas.and(window.page.locator('[data-picture-asset]')).waitFor();
  // The smaller copies of the picture are made.
  await window.page.waitForTimeout(2000);
}

/** Presses at a place, in parts of the document, draws a circle from there and gives the times between frames. */
async function framesOf(
  window: StudioPage,
  tool: string,
  [across, down]: readonly [number, number],
): Promise<number[]> {
  const { page } = window;
  await page.getByTestId(`tool-${tool}`).click();
  const box = await window.documentBox(side);
  const start = { x: box.x + across * box.width, y: box.y + down * box.height };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const frames = page.evaluate(async (count) => {
    const times: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < count; frame++) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now - last);
      last = now;
    }
    return times.slice(2);
  }, steps);
  for (let step = 1; step <= steps; step++) {
    const angle = (step / steps) * 2 * Math.PI;
    await page.mouse.move(start.x + 60 * Math.sin(angle), start.y + 60 * (1 - Math.cos(angle)));
  }
  const times = await frames;
  await page.mouse.up();
  return times;
}

function middle(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
