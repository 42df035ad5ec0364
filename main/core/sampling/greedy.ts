import { StudioError } from '../../../preload/contract';

/** The index of the highest score, the lowest one of equals; -1 when no score is a finite number. */
export function highest(scores: Float64Array): number {
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? Number.NaN;
    if (Number.isNaN(score)) return -1;
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return Number.isFinite(bestScore) ? best : -1;
}

/** As {@link highest}, but throws `engine-failed` for scores that are not numbers. */
export function highestOf(scores: Float64Array): number {
  const best = highest(scores);
  if (best >= 0) return best;
  throw new StudioError({
    code: 'engine-failed',
    message: 'The model gave scores that are not numbers.',
    hint: 'The pack or the device it runs on is at fault: verify the pack with “brookesia packs”, or install it again.',
  });
}
