import { expect, test } from 'vitest';
import { logLikelihood } from '../../../main/core/generator/likelihood';
import { textCourse } from '../../../main/core/tokens/course';
import { createElements } from '../../../main/core/tokens/elements';
import type { Layout } from '../../../main/core/tokens/place';
import { FakeDecoder } from '../../support/fake-decoder';

const layout: Layout = { positions: { kind: 'index' }, kinds: undefined };
const never = new AbortController().signal;
const allowed = Int32Array.of(1, 2, 3);

/** Token 0 is forbidden and looks best; of the others `1 + last token` is e times as likely as each other one. */
function decoder() {
  return new FakeDecoder(1, 4, (read) =>
    [9, 1, 2, 3].map((id) => (id === 9 ? 9 : Number(id === 1 + (read.at(-1) ?? 0)))),
  );
}

function saying(tokens: readonly number[]) {
  const elements = createElements(2);
  elements.tokens.set([7, 0]);
  return { prompt: { elements, course: textCourse(layout, 2, 8) }, tokens, allowed, layout, signal: never };
}

const likely = 1 - Math.log(Math.E + 2);
const unlikely = -Math.log(Math.E + 2);

test.each([
  { tokens: [1], expected: likely },
  { tokens: [3], expected: unlikely },
  { tokens: [1, 2, 3], expected: 3 * likely },
  { tokens: [2, 1, 2], expected: 2 * unlikely + likely },
])('the log-probability of $tokens, each after the true ones before it', async ({ tokens, expected }) => {
  expect(await logLikelihood(decoder(), 0, saying(tokens))).toBeCloseTo(expected, 6);
});

test('the last token is not read, what it is followed by does not matter', async () => {
  const own = decoder();
  await logLikelihood(own, 0, saying([1, 2, 3]));
  expect(own.read[0]).toEqual([7, 0, 1, 2]);
  expect(own.steps).toEqual([]);
});

test('nothing said has no likelihood', async () => {
  await expect(logLikelihood(decoder(), 0, saying([]))).rejects.toThrow(RangeError);
});
