import { delimiter, join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { brookesia } from '../../support/command-line';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { copyAsPhotoPack, tinyPhotoBytes } from '../../support/tiny-photo';

const AskedOnce = z.object({ answers: z.tuple([z.object({ text: z.string() })]) });
let folder: string;
/** Packs as a person has them who has installed both: one that draws and cannot tell, one that reads and can. */
let both: string;
beforeAll(async () => {
  let remove = (): Promise<void> => Promise.resolve();
  folder = await temporaryFolder((end) => (remove = end));
  both = [tinyPack, await copyAsPhotoPack(folder)].join(delimiter);
  const raw = { width: 32, height: 32, channels: 3 as const };
  for (const kind of ['slope', 'white'] as const) {
    const picture = sharp(tinyPhotoBytes(kind), { raw });
    await writeFile(join(folder, `${kind}.png`), await picture.png().toBuffer());
    await writeFile(join(folder, `${kind}.jpg`), await picture.jpeg({ quality: 100 }).toBuffer());
  }
  const lines = ['slope.jpg\ta slope', 'slope.jpg\tsome lines', 'white.jpg\tnothing at all'];
  await writeFile(join(folder, 'captions-dev.tsv'), lines.join('\n'));
  return () => remove();
});

const json = async (...words: string[]): Promise<unknown> => {
  const { code, out, err } = await brookesia([...words, '--json'], folder, both);
  expect([code, err.includes('Error')]).toEqual([0, false]);
  return JSON.parse(out);
};

describe('without --pack', () => {
  test('a picture goes to the pack that knows pictures like it', async () => {
    expect(await json('caption', 'slope.png')).toMatchObject({ pack: 'photo', unlike: false });
    const { answers } = (await json('ask', 'slope.png', 'what is red', 'what is green')) as { answers: object[] };
    expect(answers).toMatchObject([{ pack: 'photo' }, { pack: 'photo' }]);
  });

  test('one that a pack has drawn goes to that pack', async () => {
    const made = await json('edit', 'slope.png', 'make it warmer', '--pack', 'photo', '--out', 'made.png');
    expect(made).toHaveProperty('files');
    await json('generate', 'a red boat', '--seed', '3', '--pack', 'tiny', '--out', 'boat.png');
    expect(await json('caption', 'boat.png')).toMatchObject({ pack: 'tiny' });
    expect(await json('caption', 'made.png')).toMatchObject({ pack: 'photo' });
  });

  test('one that it does not know goes to the other', async () => {
    const found = await json('caption', 'white.png');
    expect(found).not.toMatchObject({ pack: 'photo' });
    expect(found).not.toHaveProperty('unlike');
  });

  test('what that pack was not made for is refused, and not guessed by another', async () => {
    const { code, err } = await brookesia(['locate', 'slope.png', 'the boat'], folder, both);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('“Tiny photo test pack” was not made for the task “locate”'),
    ]);
  });
});

test('the terms of a pack are listed with it', async () => {
  const { out } = await brookesia(['packs'], folder, both);
  expect(out).toMatch(/photo 99\.0\.0 - Tiny photo test pack \(edit, caption, ask; 0\.1 MB\) - terms: for tests only/);
});

test('a library is searched by words at once', async () => {
  const [short, long] = await Promise.all([
    brookesia(['search', 'two dogs running on a beach'], folder, both),
    brookesia(['library', 'search', 'two dogs running on a beach'], folder, both),
  ]);
  expect([short.code, short.out]).toEqual([long.code, long.out]);
  expect(short.out).toContain('Nothing in the library fits.');
});

test('with --pack the person decides, and is told that the picture is unlike what the pack knows', async () => {
  const { code, err } = await brookesia(['caption', 'white.png', '--pack', 'photo'], folder, both);
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('unlike those that the pack “Tiny photo test pack” was trained on: nothing'),
  ]);
});

test('a pack is evaluated on any folder of photos with captions', async () => {
  expect(await json('eval', '--pack', 'photo', '--data', '.')).toMatchObject({
    pack: { id: 'photo' },
    split: 'dev',
    photos: 2,
    captions: { ciderD: 0, bleu4: 0 },
    search: { toPhoto: { queries: 3 }, toCaption: { queries: 2 } },
    unfamiliar: { share: 0.5 },
  });
  const { out } = await brookesia(['eval', '--pack', 'photo', '--data', '.', '--limit', '1'], folder, both);
  expect(out).toMatch(
    /^photo 99\.0\.0 on 1 photos of “dev”\nDescriptions: CIDEr-D 0\.000, BLEU-4 0\.000\nSearch, a caption/,
  );
  const asked = await json('ask', 'slope.jpg', 'what is red?', '--pack', 'photo');
  const { text } = AskedOnce.parse(asked).answers[0];
  const rows = [
    `slope.jpg\tcolour\tred\twhat is red?\t${text}\n`,
    'slope.jpg\tcount\tlines\thow many?\tnothing that it says\n',
  ];
  await writeFile(join(folder, 'questions-dev.tsv'), rows.join(''));
  expect(await json('eval', '--pack', 'photo', '--data', '.')).toMatchObject({
    answers: { all: { of: 2, share: 0.5 }, kinds: { colour: { of: 1, share: 1 }, count: { of: 1, share: 0 } } },
  });
  await writeFile(join(folder, 'odd.tsv'), 'slope.jpg\twhat is red?\n');
  const odd = await brookesia(['eval', '--pack', 'photo', '--data', '.', '--questions', 'odd.tsv'], folder, both);
  expect([odd.code, odd.err]).toEqual([1, expect.stringContaining('Line 1 of odd.tsv is not a question.')]);
  const drawn = await brookesia(['eval', '--pack', 'photo'], folder, both);
  expect([drawn.code, drawn.err]).toEqual([1, expect.stringContaining('--data <folder>')]);
  const missing = await brookesia(['eval', '--pack', 'photo', '--data', '.', '--split', 'test'], folder, both);
  expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('captions-test.tsv cannot be read')]);
});
