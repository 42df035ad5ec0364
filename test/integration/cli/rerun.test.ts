import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { embedRecipe, readRecipe } from '../../../main/documents';
import type { Recipe } from '../../../preload/contract';
import { brookesia } from '../../support/command-line';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder } from '../../support/temporary-pack';
import { tinyPhotoPack } from '../../support/tiny-photo';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

const file = (name: string) => readFile(join(folder, name));
const draw = (...words: string[]) => brookesia(['generate', 'a red boat', '--pack', 'tiny', ...words], folder);
const rerun = (...words: string[]) => brookesia(['rerun', ...words], folder);

/** The picture with another recipe inside, and its pixels as `paint` leaves them. */
async function alter(name: string, change: (recipe: Recipe) => Recipe): Promise<void> {
  const png = await file(name);
  const recipe = readRecipe(png);
  if (recipe === undefined) throw new Error('no recipe');
  await writeFile(join(folder, name), embedRecipe(png, change(recipe)));
}

describe('rerun', () => {
  test('makes the same picture again, bit for bit, the later candidates too', async () => {
    await draw('--seed', '7', '--candidates', '2', '--temperature', '0.7', '--out', 'boat.png');
    for (const name of ['boat-1.png', 'boat-2.png']) {
      const run = await rerun(name, '--out', `again-${name}`);
      expect(run).toMatchObject({ code: 0, out: 'Made again, and every pixel is the same.\n' });
      expect(await file(`again-${name}`)).toEqual(await file(name));
    }
  });

  test('finds what a picture was made from where it is told to look, and says what is missing', async () => {
    await draw('--seed', '7', '--out', 'boat.png');
    const change = ['inpaint', 'boat.png', '--pack', 'tiny', '--box', '0,0,0.5,0.5', '--seed', '3', '--out', 'sky.png'];
    expect(await brookesia(change, folder)).toMatchObject({ code: 0 });
    await mkdir(join(folder, 'photos'));
    await rename(join(folder, 'boat.png'), join(folder, 'photos', 'renamed.png'));
    expect((await rerun('sky.png')).err).toContain('was made from cannot be found');
    const found = await rerun('sky.png', '--from', 'photos', '--out', 'again.png');
    expect(found).toMatchObject({ code: 0, out: 'Made again, and every pixel is the same.\n' });
    expect(await file('again.png')).toEqual(await file('sky.png'));
  });

  test('filters a photo again', async () => {
    await writeFile(join(folder, 'photo.jpg'), await plainPicture('jpeg', 300, 200));
    const words = ['edit', 'photo.jpg', 'make it darker', '--pack', 'tiny-photo', '--seed', '1', '--out', 'dark.png'];
    expect(await brookesia(words, folder, tinyPhotoPack)).toMatchObject({ code: 0 });
    const again = await brookesia(['rerun', 'dark.png', '--out', 'again.png'], folder, tinyPhotoPack);
    expect(again).toMatchObject({ code: 0, out: 'Made again, and every pixel is the same.\n' });
    expect(await file('again.png')).toEqual(await file('dark.png'));
  });

  test('says what was different where the picture is not the same', async () => {
    await draw('--seed', '7', '--out', 'boat.png');
    const pack = { version: '0.0.9', hash: 'e'.repeat(64) };
    await alter('boat.png', (recipe) => ({ ...recipe, seed: 8, device: 'cuda', pack: { ...recipe.pack, ...pack } }));
    const { code, err } = await rerun('boat.png');
    expect(code).toBe(1);
    expect(err).toMatch(/\d+ of 65536 pixels differ/);
    expect(err).toContain('version 0.0.9 then, 0.1.0 now; content eeeeeeeeeeee then');
    expect(err).toContain('another device: cuda then, cpu now');
  });

  test('notices a picture that was painted over', async () => {
    await draw('--seed', '7', '--out', 'boat.png');
    const recipe = readRecipe(await file('boat.png'));
    if (recipe === undefined) throw new Error('no recipe');
    const painted = await sharp(await file('boat.png'))
      .negate()
      .png()
      .toBuffer();
    await writeFile(join(folder, 'boat.png'), embedRecipe(painted, recipe));
    const { code, out } = await rerun('boat.png', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'rerun-differs', hint: expect.stringContaining('changed') as unknown },
    });
  });

  test.each([
    ['a picture without a recipe', (recipe: Recipe) => recipe, 'plain', 'carries no recipe'],
    [
      'a pack that is not there',
      (recipe: Recipe) => ({ ...recipe, pack: { ...recipe.pack, id: 'none' as never } }),
      'drawn',
      'none 0.1.0, which is not installed',
    ],
  ])('%s is refused with what to do', async (_name, change, kind, words) => {
    if (kind === 'plain') await writeFile(join(folder, 'boat.png'), await plainPicture());
    else {
      await draw('--seed', '7', '--out', 'boat.png');
      await alter('boat.png', change);
    }
    const run = await rerun('boat.png', '--out', 'again.png');
    expect(run.code).toBe(1);
    expect(run.err).toContain(words);
    expect(await readdir(folder)).toEqual(['boat.png']);
  });
});
