import { clamp } from './geometry';

/** Scale in screen pixels per document pixel. */
export const minimumScale = 0.1;
export const maximumScale = 20;

/** Scales at which the zoom rests for a moment. */
export const stickyStops = [0.25, 0.5, 1, 2] as const;

// Widths as natural logarithms of the scale: 5 % to either side rest on the stop, and the lost way is made good by 15 %.
const restWidth = Math.log(1.05);
const catchUpWidth = Math.log(1.15);

/**
 * The scale to show for the scale that the hand has asked for. It never runs backwards and never jumps: near a stop it
 * rests there, then catches up.
 */
export function stick(asked: number): number {
  const bounded = clamp(asked, minimumScale, maximumScale);
  for (const stop of stickyStops) {
    const offset = Math.log(bounded / stop);
    const distance = Math.abs(offset);
    if (distance <= restWidth) return stop;
    if (distance < catchUpWidth) return stop * Math.exp(Math.sign(offset) * catchUp(distance));
  }
  return bounded;
}

function catchUp(distance: number): number {
  return ((distance - restWidth) * catchUpWidth) / (catchUpWidth - restWidth);
}

const buttonStops = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 20];

/** The next larger (or smaller) of the round scales. */
export function nextStop(scale: number, direction: 'in' | 'out'): number {
  const clearOf = 1.001;
  return direction === 'in'
    ? (buttonStops.find((stop) => stop > scale * clearOf) ?? maximumScale)
    : (buttonStops.findLast((stop) => stop < scale / clearOf) ?? minimumScale);
}
