import { expect, test } from 'vitest';
import { descriptionPacket } from '../../../main/documents/metadata/xmp';
import { csvLines } from '../../../main/documents/sidecars/csv';
import { progressBar } from '../../../main/cli/progress-bar';

test('values with commas, quotes and line ends are quoted as RFC 4180 has it', () => {
  expect(
    csvLines([
      ['a', 'b, c', 'say "x"'],
      ['1\n2', '', 'é'],
    ]),
  ).toBe('a,"b, c","say ""x"""\r\n"1\n2",,é\r\n');
});

test('words of a description cannot become markup', () => {
  const packet = descriptionPacket('<b>"boats" & more</b>');
  expect(packet).toContain('&#60;b&#62;&#34;boats&#34; &#38; more&#60;/b&#62;');
});

test.each([
  [0, 4, 0, '[....................] 0 of 4'],
  [1, 4, 2000, '[#####...............] 1 of 4, 0.5 per second, about 6 s left'],
  [4, 4, 1000, '[####################] 4 of 4, 4.0 per second, about 0 s left'],
])('%i of %i after %i ms is shown as %s', (done, total, milliseconds, line) => {
  expect(progressBar(done, total, milliseconds)).toBe(line);
});
