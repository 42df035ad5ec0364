import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { compareVersions, packFoldersFrom } from '../../../main/packs/find';

test.each([
  ['1.2.3', '1.2.3', 0],
  ['1.10.0', '1.9.9', 1],
  ['0.9.0', '1.0.0', -1],
  ['1.2.3', '1.2.4', -1],
])('%s against %s', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
});

test('folders in the environment are separated as in PATH', () => {
  expect(packFoldersFrom(['/a', '/b c'].join(delimiter))).toEqual(['/a', '/b c']);
  expect(packFoldersFrom(undefined)).toEqual([]);
  expect(packFoldersFrom('')).toEqual([]);
});
