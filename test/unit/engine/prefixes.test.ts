import { expect, test } from 'vitest';
import { Prefixes } from '../../../main/engine/sessions/prefixes';
import { createElements } from '../../../main/core/tokens/elements';

/** 400 bytes with its scores. */
const present = () => new Float32Array(98);
const logits = () => new Float32Array(2);

function elements(...tokens: number[]) {
  const made = createElements(tokens.length);
  made.tokens.set(tokens);
  return made;
}

test('finds what was read after the same beginning, and nothing else', () => {
  const prefixes = new Prefixes(10_000);
  const picture = prefixes.keep(undefined, elements(1, 2), present(), logits());
  const question = prefixes.keep(picture, elements(3), present(), logits());
  expect(prefixes.find(undefined, elements(1, 2))).toBe(picture);
  expect(prefixes.find(picture, elements(3))).toBe(question);
  expect(prefixes.find(undefined, elements(3))).toBeUndefined();
  expect(prefixes.find(picture, elements(4))).toBeUndefined();
  expect(prefixes.find(undefined, elements(1))).toBeUndefined();
});

test.each(['keyPositions', 'queryPositions', 'kinds', 'nextKinds'] as const)('tells other %s apart', (field) => {
  const prefixes = new Prefixes(10_000);
  prefixes.keep(undefined, elements(1, 2), present(), logits());
  const moved = elements(1, 2);
  moved[field][1] = 5;
  expect(prefixes.find(undefined, moved)).toBeUndefined();
});

test('keeps its own copy of the elements, whose memory is written anew for other prompts', () => {
  const prefixes = new Prefixes(10_000);
  const reused = elements(1, 2);
  prefixes.keep(undefined, reused, present(), logits());
  reused.tokens[0] = 9;
  expect(prefixes.find(undefined, elements(1, 2))).toBeDefined();
});

test('forgets what was not used for longest, and never a beginning before what follows it', () => {
  const prefixes = new Prefixes(1200);
  const first = prefixes.keep(undefined, elements(1), present(), logits());
  prefixes.keep(first, elements(2), present(), logits());
  prefixes.keep(undefined, elements(3), present(), logits());
  prefixes.find(first, elements(2));
  prefixes.keep(undefined, elements(4), present(), logits());
  expect(prefixes.find(undefined, elements(3))).toBeUndefined();
  expect(prefixes.find(undefined, elements(1))).toBe(first);
  prefixes.keep(undefined, elements(5), present(), logits());
  expect(prefixes.find(first, elements(2))).toBeUndefined();
  expect(prefixes.find(undefined, elements(1))).toBe(first);
  expect(prefixes.bytes).toBe(1200);
});

test('what is larger than all the room is not kept', () => {
  const prefixes = new Prefixes(300);
  prefixes.keep(undefined, elements(1), present(), logits());
  expect(prefixes.find(undefined, elements(1))).toBeUndefined();
  expect(prefixes.bytes).toBe(0);
});
