import sharp from 'sharp';
import type { StudioPage } from './studio-page';
import { dropFile } from './transfer';

const side = 256;
export const red = '#c83228';
export const blue = '#2850c8';

/** A window with a picture that is red on the left and blue on the right. */
export async function twoColours(opening: Promise<StudioPage>): Promise<StudioPage> {
  const window = await opening;
  const half = { create: { width: side / 2, height: side, channels: 3 as const, background: blue } };
  const picture = sharp({ create: { width: side, height: side, channels: 3, background: red } });
  const bytes = await picture
    .composite([{ input: half, left: side / 2, top: 0 }])
    .png()
    .toBuffer();
  await dropFile(window, { name: 'colours.png', mime: 'image/png', bytes }, 'open');
  await window.waitForPicture();
  await window.canvas.focus();
  return window;
}

/** Where a pixel of the document is on the page. */
export async function place(window: StudioPage, x: number, y: number): Promise<[number, number]> {
  const box = await window.documentBox(side);
  return [box.x + (x * box.width) / side, box.y + (y * box.width) / side];
}

/** What is on the screen at a pixel of the document, as `#rrggbb`. */
export async function colourAt(window: StudioPage, across: number, down: number): Promise<string> {
  const [x, y] = await place(window, across, down);
  const { data } = await pixels(await window.screenshot({ x: Math.round(x), y: Math.round(y), width: 1, height: 1 }));
  return `#${data.subarray(0, 3).toString('hex')}`;
}

export async function pixels(file: Uint8Array) {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width };
}
