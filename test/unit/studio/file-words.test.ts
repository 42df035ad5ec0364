import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesAmong, kindOfFile } from '../../../main/studio/file-words';

test.each([
  ['/home/ada/boat.brookesia', 'project'],
  ['/home/ada/boat.brookesia~', 'project'],
  ['/home/ada/BOAT.PNG', 'picture'],
  ['boat.jpeg', 'picture'],
  ['sea.brookesia-pack', 'pack'],
  ['boat.svg', undefined],
  ['boat.brookesia.exe', undefined],
  ['brookesia', undefined],
])('%s is a %s', (path, kind) => {
  expect(kindOfFile(path)).toBe(kind);
});

test('paths, relative ones too, and addresses of files are taken', () => {
  const words = ['/a/boat.png', 'sea.brookesia', 'file:///b/c%20d.webp', '/a/boat.png'];
  expect(filesAmong(words, '/work')).toEqual(['/a/boat.png', '/work/sea.brookesia', '/b/c d.webp']);
});

test.each([
  '--remote-debugging-port=9222',
  '--user-data-dir=/tmp/evil.brookesia',
  '-boat.png',
  'https://evil.example/boat.png',
  'studio://app/boat.png',
  'javascript:alert(1)//boat.png',
  'file://evil.example/share/boat.png',
  '//evil.example/share/boat.png',
  '\\\\evil.example\\share\\boat.png',
  '/etc/passwd',
  'boat.png\0.exe',
  `/${'a'.repeat(5000)}.png`,
  'file:///%zz.png',
])('%s is left out', (word) => {
  expect(filesAmong([word], '/work')).toEqual([]);
});

test('no words break it, and what comes out is an absolute path of a kind that the studio knows', () => {
  const word = fc.oneof(fc.anything(), fc.string(), fc.webUrl({ validSchemes: ['file', 'http', 'data'] }));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      for (const path of filesAmong(words, '/work'))
        expect([path.startsWith('/'), path.startsWith('//'), kindOfFile(path)]).toEqual([
          true,
          false,
          expect.anything(),
        ]);
    }),
    { numRuns: 2000 },
  );
});
