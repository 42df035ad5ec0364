import { expect, test } from 'vitest';
import { Acknowledged } from '../../../main/engine/queue/acknowledged';

function flow(limit: number) {
  const passed: string[] = [];
  const previews = new Acknowledged<string>(
    limit,
    (text) => text[0],
    (text) => passed.push(text),
  );
  const push = (...texts: string[]) => texts.forEach((text) => previews.push(text));
  return { previews, passed, push };
}

test('no more than the limit are under way, and each that is taken makes room for one', () => {
  const { previews, passed, push } = flow(2);
  push('a1', 'b1', 'c1');
  expect(passed).toEqual(['a1', 'b1']);
  previews.taken();
  expect(passed).toEqual(['a1', 'b1', 'c1']);
});

test('of each kind only the newest waits', () => {
  const { previews, passed, push } = flow(1);
  push('a1', 'a2', 'b1', 'a3');
  previews.taken();
  previews.taken();
  previews.taken();
  expect(passed).toEqual(['a1', 'a3', 'b1']);
});

test('being told too often that something was taken gives no credit', () => {
  const { previews, passed, push } = flow(1);
  previews.taken();
  previews.taken();
  push('a1', 'b1');
  expect(passed).toEqual(['a1']);
});

test('at the end all that waits is passed on', () => {
  const { previews, passed, push } = flow(1);
  push('a1', 'b1', 'c1');
  previews.flush();
  expect(passed).toEqual(['a1', 'b1', 'c1']);
});
