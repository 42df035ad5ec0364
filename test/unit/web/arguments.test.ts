import { expect, test } from 'vitest';
import { parseArguments } from '../../../main/web/arguments';
import { objectWith, textWith } from '../../support/matchers';

test.each([
  [[], { port: 4870, open: true }],
  [['--port', '0', '--no-open'], { port: 0, open: false }],
  [['--port=5000', '--open'], { port: 5000, open: true }],
])('%j', (words, parsed) => {
  expect(parseArguments(words)).toEqual(parsed);
});

test.each([
  [['--port', 'abc']],
  [['--port', '65536']],
  [['--port', '-1']],
  [['--bogus']],
  [['file.png']],
  [['--port']],
])('%j is refused with the usage', (words) => {
  expect(() => parseArguments(words)).toThrow(objectWith({ code: 'bad-request', hint: textWith('--port') }));
});
