import type { StudioPage } from './studio-page';

/** Pixels of the document, from its left and from its top. */
export type Place = readonly [number, number];

/** Of the documents that are dragged on here. */
const side = 256;

/** Presses at the first place, goes on to the others and lets go. */
export async function drag(window: StudioPage, ...places: readonly Place[]): Promise<void> {
  const { x, y, width } = await window.documentBox(side);
  const scale = width / side;
  const go = ([across, down]: Place) => window.page.mouse.move(x + across * scale, y + down * scale, { steps: 6 });
  const [first, ...others] = places;
  if (first === undefined) return;
  await go(first);
  await window.page.mouse.down();
  for (const place of others) await go(place);
  await window.page.mouse.up();
}
