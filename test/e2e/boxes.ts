import { z } from 'zod';
import { drag, type Place } from './drag';
import type { StudioPage } from './studio-page';

const Boxes = z.array(
  z.object({ label: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

/** Draws a box with the tool that is chosen, and names it. */
export async function drawBox(window: StudioPage, from: Place, to: Place, label: string): Promise<void> {
  await drag(window, from, to);
  await window.page.getByTestId('box-label').fill(label);
  await window.page.keyboard.press('Enter');
}

/** What lies on the canvas, in pixels of the document. */
export async function boxes(window: StudioPage): Promise<z.infer<typeof Boxes>> {
  return Boxes.parse(JSON.parse((await window.canvas.getAttribute('data-boxes')) ?? '[]'));
}
