import { expect, test } from 'vitest';
import { inOrder } from '../../../main/library/indexing/in-order';

async function all<T>(made: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of made) found.push(each);
  return found;
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('what is made comes in the order of the items, however long each takes', async () => {
  const made = inOrder([5, 1, 4, 0, 2], 3, async (number) => {
    await later(number);
    return number;
  });
  expect(await all(made)).toEqual([5, 1, 4, 0, 2]);
  expect(await all(inOrder([], 3, later))).toEqual([]);
});

test('as many as may be are made at a time, and the next one begins when the first is taken', async () => {
  let running = 0;
  let most = 0;
  const make = async () => {
    most = Math.max(most, ++running);
    await later(2);
    running--;
  };
  await all(inOrder(Array.from({ length: 20 }), 4, make));
  expect(most).toBe(4);
});

test('a failure comes where it is waited for, and those behind it are no unhandled ones', async () => {
  const make = async (number: number) => {
    await later(1);
    if (number >= 2) throw new Error(`no ${number}`);
    return number;
  };
  await expect(all(inOrder([0, 1, 2, 3, 4], 3, make))).rejects.toThrow('no 2');
  await later(5);
});
