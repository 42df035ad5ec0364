import type { Recipe } from '../../preload/contract';
import type { Comparison } from '../documents';

/** What was not the same when a picture was made again, in sentences. */
export function differencesBetween(then: Recipe, now: Recipe): string[] {
  return [...packDifference(then.pack, now.pack), ...deviceDifference(then, now), ...studioDifference(then, now)];
}

function packDifference(then: Recipe['pack'], now: Recipe['pack']): string[] {
  if (then.hash === now.hash) return [];
  const versions =
    then.version === now.version ? `${now.version} both times` : `${then.version} then, ${now.version} now`;
  const hashes = `content ${then.hash.slice(0, 12)} then, ${now.hash.slice(0, 12)} now`;
  return [`The pack ${then.id} is another one: version ${versions}; ${hashes}.`];
}

function deviceDifference({ device: then }: Recipe, { device: now }: Recipe): string[] {
  return then === now ? [] : [`It was drawn on another device: ${then} then, ${now} now.`];
}

function studioDifference({ studio: then }: Recipe, { studio: now }: Recipe): string[] {
  return then === now ? [] : [`The studio has another version: ${then} then, ${now} now.`];
}

/** How the picture came out, in one sentence. */
export function outcomeOf(comparison: Comparison): string {
  switch (comparison.kind) {
    case 'same':
      return 'Made again, and every pixel is the same.';
    case 'other-size':
      return `Made again, in another size: ${comparison.sizes.join(' then, ')} pixels now.`;
    case 'other-pixels': {
      const { differing, pixels, most } = comparison;
      return `Made again, but ${differing} of ${pixels} pixels differ, by up to ${most} of 255 steps.`;
    }
  }
}
