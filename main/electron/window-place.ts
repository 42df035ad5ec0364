import type { Rectangle } from 'electron';
import { z } from '../../preload/contract';

/** Where the window was when it was closed, in the units of Electron's screens. */
export const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

export const smallest = { width: 720, height: 480 };
const usual = { width: 1360, height: 860 };

/** How much of the strip with the title must be on a screen, so that the window can be taken hold of. */
const grip = { width: 120, height: 32 };

/**
 * Where a window is to be: where it was if it can be reached there, otherwise in the middle of the first screen. Never larger
 * than its screen, whose free areas are `areas`, the main one first; there is always one.
 */
export function placeOn(areas: readonly Rectangle[], was?: Rectangle): Rectangle {
  const [main = { x: 0, y: 0, ...usual }] = areas;
  const area = was === undefined ? main : (areas.find((each) => canBeGripped(each, was)) ?? main);
  const width = Math.min(Math.max(was?.width ?? usual.width, smallest.width), area.width);
  const height = Math.min(Math.max(was?.height ?? usual.height, smallest.height), area.height);
  const kept = { x: was?.x ?? 0, y: was?.y ?? 0, width, height };
  if (was !== undefined && canBeGripped(area, kept)) return kept;
  const x = area.x + Math.round((area.width - width) / 2);
  return { x, y: area.y + Math.round((area.height - height) / 2), width, height };
}

export function canBeGripped(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}
