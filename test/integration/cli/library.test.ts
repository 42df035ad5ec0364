import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { brookesia } from '../../support/command-line';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { copyAsPhotoPack } from '../../support/tiny-photo';

let place: string;
let packs: string;
/** One library for all commands, as a person has it. */
const run = (...words: string[]) =>
  brookesia(words, place, packs, { XDG_STATE_HOME: join(place, 'state'), XDG_CACHE_HOME: join(place, 'cache') });
const json = async (...words: string[]): Promise<unknown> => {
  const { code, out, err } = await run(...words, '--json');
  expect([code, err]).toEqual([0, expect.not.stringContaining('Error')]);
  return JSON.parse(out);
};

const stripes = (colour: string, width: number, side = 320) => {
  const bars = Array.from({ length: Math.floor(side / (2 * width)) }, (_, index) => ({
    input: { create: { width, height: side, channels: 3 as const, background: '#f8f0d0' } },
    ...{ left: 2 * width * index, top: 0 },
  }));
  return sharp({ create: { width: side, height: side, channels: 3, background: colour } }).composite(bars);
};

beforeAll(async () => {
  let remove = (): Promise<void> => Promise.resolve();
  place = await realpath(await temporaryFolder((end) => (remove = end)));
  packs = [tinyPack, await copyAsPhotoPack(place)].join(delimiter);
  for (const folder of ['sea', 'land']) await mkdir(join(place, folder));
  await stripes('#d03020', 16)
    .png()
    .toFile(join(place, 'sea', 'red.png'));
  await stripes('#3050d0', 50)
    .png()
    .toFile(join(place, 'sea', 'blue.png'));
  await writeFile(join(place, 'sea', 'blue.png.txt'), 'A lighthouse by the sea');
  await stripes('#20a040', 30, 1200)
    .png()
    .toFile(join(place, 'land', 'green.png'));
  await writeFile(join(place, 'land', 'broken.png'), 'no picture');
  const [left, right] = await Promise.all([
    stripes('#d03020', 16).png().toBuffer(),
    stripes('#3050d0', 50).png().toBuffer(),
  ]);
  await sharp({ create: { width: 640, height: 320, channels: 3, background: '#000' } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: 320, top: 0 },
    ])
    .toFile(join(place, 'both.png'));
  return () => remove();
});

/** Commands of a second each, and of more where others want the processor. */
const twelve = { timeout: 240_000 };

const paths = async (...words: string[]) => {
  const { photos } = (await json('search', ...words)) as { photos: { path: string }[] };
  return photos.map(({ path }) => path.slice(place.length + 1));
};

test('folders are indexed, and searched by words, by pictures and parts of them, with filters', twelve, async () => {
  expect((await run('index', 'sea')).out).toContain('2 photos, 2 of them read now; 0 files were left out.');
  expect(await json('index', 'land')).toMatchObject({ photos: 3, indexing: { done: 2 }, looks: true });
  expect((await run('index')).out).toContain('3 photos, 0 of them read now; 1 files were left out.');
  const list = await run('library', 'list');
  expect(list.out).toContain('broken.png - ');

  expect(await paths('lighthouse')).toEqual([join('sea', 'blue.png')]);
  const left = ['--picture', 'both.png', '--region', '0,0,0.5,1'];
  const right = ['--picture', 'both.png', '--region', '0.5,0,1,1'];
  expect((await paths(...left))[0]).toBe(join('sea', 'red.png'));
  expect((await paths(...right))[0]).toBe(join('sea', 'blue.png'));
  expect(await paths('png', '--folder', 'land')).toEqual([join('land', 'green.png')]);
  expect(await paths('png', '--larger', '1000')).toEqual([join('land', 'green.png')]);
  expect(await paths('png', '--captioned')).toEqual([join('sea', 'blue.png')]);
  expect(await paths('png', '--kind', 'generated')).toEqual([]);
  expect(await paths('png', '--until', '2001-01-01')).toEqual([]);
  expect(await paths('png', '--from', '2001-01-01', '--limit', '2')).toHaveLength(2);
});

test('a picture is drawn after photos of the library that fit, which are named', async () => {
  const drawn = await run(
    'generate',
    'lighthouse',
    '--references',
    '1',
    '--pack',
    'tiny',
    '--seed',
    '3',
    '--out',
    'drawn.png',
  );
  expect(drawn.code).toBe(0);
  expect(drawn.err).toMatch(/Drawn after .*png|Nothing in the library fits/);
});

test.each([
  [['search', '--region', '0,0,1,1'], 1, 'Say what to search for'],
  [['search', 'boat', '--region', '0,0,1,1'], 1, '--region is a part of a picture'],
  [['search', 'boat', '--folder', 'nowhere'], 1, 'is no folder of the library'],
  [['search', 'boat', '--from', '2024-02-31'], 2, 'It must be a day, as 2024-05-31.'],
  [['search', 'boat', '--kind', 'drawing'], 2, 'It must be one of photo, generated.'],
  [['generate', 'a boat', '--references', '9'], 2, 'a whole number from 1 to 4'],
  [['index', 'nowhere'], 1, 'There is no folder at'],
])('%s is refused in words', async (words, code, says) => {
  const refused = await run(...words);
  expect([refused.code, refused.err]).toEqual([code, expect.stringContaining(says)]);
});
