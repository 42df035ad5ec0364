import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange } from '../../../main/studio/byte-range';

test.each([
  [null, 'whole'],
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=2-4', { first: 2, last: 4 }],
  ['bytes=4-99', { first: 4, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  ['rows=0-1', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0x1-2', 'whole'],
])('of ten bytes, %s is %o', (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});

test('no header leads out of the content', () => {
  const number = fc.oneof(fc.nat().map(String), fc.constantFrom('', '-1', '9'.repeat(15), '9'.repeat(400), 'NaN'));
  fc.assert(
    fc.property(number, number, fc.nat(50), (from, to, size) => {
      const range = byteRange(`bytes=${from}-${to}`, size);
      const inside = typeof range === 'string' || (0 <= range.first && range.first <= range.last && range.last < size);
      expect(inside).toBe(true);
    }),
  );
});
