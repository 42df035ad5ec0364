import { expect, test } from 'vitest';
import { createElements } from '../../../main/core/tokens/elements';
import { prefillParts } from '../../../main/engine/sessions/prefill-parts';

const signal = new AbortController().signal;
const lengths = (count: number, seen: readonly number[] = []) => {
  const elements = createElements(count, seen.length > 0 ? 2 : 0);
  for (const index of seen) elements.features.fill(1, 2 * index, 2 * index + 2);
  return [...prefillParts(elements, signal)].map((part) => part.count);
};

test('a prompt is read in parts of 128', () => {
  expect(lengths(300)).toEqual([128, 128, 44]);
});

test('a part ends with a picture that is read as vectors', () => {
  expect(lengths(60, [1, 2, 3, 4])).toEqual([5, 55]);
  expect(lengths(10, [8, 9])).toEqual([10]);
  expect(lengths(200, [1, 2, 150, 151])).toEqual([3, 128, 21, 48]);
});
