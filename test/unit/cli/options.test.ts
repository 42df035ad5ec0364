import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseCandidates, parseGuidance, parsePack, parsePort, parseSeed, parseTopP } from '../../../main/cli/options';
import { outputNames } from '../../../main/cli/output-names';

test.each([
  [parseSeed, '0', 0],
  [parseSeed, '4294967295', 4_294_967_295],
  [parseCandidates, '8', 8],
  [parsePort, '0', 0],
  [parseGuidance, '1.5', 1.5],
  [parseTopP, '.9', 0.9],
  [parsePack, 'scenes', 'scenes'],
])('%o takes %s', (parse, text, value) => {
  expect(parse(text)).toBe(value);
});

test.each([
  [parseSeed, '4294967296'],
  [parseSeed, '-1'],
  [parseSeed, '1.5'],
  [parseSeed, 'seven'],
  [parseSeed, ''],
  [parseSeed, '0x10'],
  [parseCandidates, '0'],
  [parseCandidates, '9'],
  [parsePort, '65536'],
  [parseGuidance, '0.5'],
  [parseGuidance, 'Infinity'],
  [parseTopP, '0'],
  [parsePack, '../scenes'],
])('%o refuses %s', (parse, text) => {
  expect(() => parse(text)).toThrow(InvalidArgumentError);
});

test('one picture keeps its name, several are numbered before the ending', () => {
  expect(outputNames('out/boat.png', 1)).toEqual(['out/boat.png']);
  expect(outputNames('out/boat.png', 2)).toEqual(['out/boat-1.png', 'out/boat-2.png']);
  expect(outputNames('out.d/boat', 2)).toEqual(['out.d/boat-1', 'out.d/boat-2']);
});
