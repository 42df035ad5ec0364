import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { delimiter } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readRecipe } from '../../../main/documents';
import { z } from '../../../preload/contract';
import { brookesia } from '../../support/command-line';
import { plainPicture } from '../../support/pictures';
import { copyTinyPack, temporaryFolder, tinyManifest, tinyPack } from '../../support/temporary-pack';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

const draw = (...words: string[]) => brookesia(['generate', 'a red boat', '--pack', 'tiny', ...words], folder);
const file = (name: string) => readFile(join(folder, name));

describe('generate', () => {
  test('the same seed gives the same file in another process, another seed another picture', async () => {
    await draw('--seed', '7', '--out', 'one.png');
    await draw('--seed', '7', '--out', 'two.png');
    await draw('--seed', '8', '--out', 'other.png');
    const [one, two, other] = await Promise.all(['one.png', 'two.png', 'other.png'].map(file));
    expect(two).toEqual(one);
    expect(await sharp(other).raw().toBuffer()).not.toEqual(await sharp(one).raw().toBuffer());
  });

  test('the picture carries its recipe', async () => {
    const { code, out } = await draw('--seed', '7', '--guidance', '2.5', '--out', 'boat.png');
    expect({ code, out }).toEqual({ code: 0, out: 'boat.png (seed 7)\n' });
    expect(readRecipe(await file('boat.png'))).toMatchObject({
      ...{ task: 'generate', prompt: 'a red boat', seed: 7, pack: { id: 'tiny', version: '0.1.0' } },
      settings: { ...(await tinyManifest()).tasks.generate?.defaults, guidance: 2.5 },
    });
  });

  test('boxes that are given are drawn where they are given', async () => {
    const { code } = await draw(
      '--box',
      'red boat: 0.1,0.5,0.4,0.9',
      '--box',
      'tree:0.5,0.5,0.9,1',
      '--out',
      'boat.png',
    );
    expect(code).toBe(0);
    expect(readRecipe(await file('boat.png'))?.plan?.things.slice(0, 2)).toEqual([
      { label: 'red boat', box: { x0: 0.1, y0: 0.5, x1: 0.4, y1: 0.9 } },
      { label: 'tree', box: { x0: 0.5, y0: 0.5, x1: 0.9, y1: 1 } },
    ]);
  });

  test.each(['red boat', 'boat: 1,2,3,4', 'boat: 0.5,0.5,0.4,0.9', ': 0,0,1,1', 'boat: 0,0,1', 'boat: 0,0,1,1,1'])(
    'a box such as “%s” is refused as bad usage',
    async (box) => {
      expect(await draw('--box', box, '--out', 'boat.png')).toMatchObject({ code: 2 });
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test('several candidates are numbered and differ', async () => {
    const { code } = await draw('--seed', '7', '--candidates', '2', '--out', 'boat.png');
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual(['boat-1.png', 'boat-2.png']);
    const [one, two] = await Promise.all(['boat-1.png', 'boat-2.png'].map(file));
    expect(await sharp(one).raw().toBuffer()).not.toEqual(await sharp(two).raw().toBuffer());
  });

  test('the answer can be had as data, with the seed that was drawn', async () => {
    const { out } = await draw('--out', 'boat.png', '--json');
    const Answer = z.object({
      seed: z.int(),
      files: z.array(z.object({ path: z.literal('boat.png'), width: z.literal(256) })),
    });
    const { seed, files } = Answer.parse(JSON.parse(out));
    expect(files).toHaveLength(1);
    expect(readRecipe(await file('boat.png'))?.seed).toBe(seed);
  });
});

describe('caption and packs', () => {
  test('a picture is described', async () => {
    await writeFile(join(folder, 'red.png'), await plainPicture('png', 64, 64));
    const { code, out } = await brookesia(['caption', 'red.png', '--pack', 'tiny', '--json'], folder);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ text: expect.any(String) as unknown });
  });

  test('packs are listed, and a broken one is named with its reason', async () => {
    const broken = await copyTinyPack(folder, 'broken');
    await writeFile(join(broken, 'decoder.onnx'), 'x');
    const { code, out } = await brookesia(['packs'], folder, [tinyPack, broken].join(delimiter));
    expect(code).toBe(0);
    expect(out).toContain(
      'tiny 0.1.0 - Tiny test pack (generate, plan, read, replan, redraw, edit, control, inpaint, liken, caption, ask, locate, segment, depth; 0.5 MB)',
    );
    expect(out).toContain(`Not usable: ${broken}`);
    expect(out).toContain('“decoder.onnx” of 1 bytes instead of 29450');
  });
});

describe('what goes wrong is said with what to do, and the exit code tells', () => {
  test.each([
    ['an empty prompt', ['generate', ' ', '--out', 'a.png'], 1, 'The prompt is empty.'],
    ['10,000 characters', ['generate', 'x'.repeat(10_000), '--out', 'a.png'], 1, '10000 characters; 2000 are allowed'],
    ['a pack that is not there', ['generate', 'a boat', '--pack', 'none', '--out', 'a.png'], 1, 'none'],
    ['a folder that is not there', ['generate', 'a boat', '--pack', 'tiny', '--out', 'no/a.png'], 1, 'does not exist'],
    ['a picture that is not there', ['caption', 'none.png'], 1, 'The file none.png cannot be read.'],
    ['a seed that is none', ['generate', 'a boat', '--out', 'a.png', '--seed', 'x'], 2, '--seed'],
    ['no file to write', ['generate', 'a boat'], 2, '--out'],
    ['an unknown command', ['paint'], 2, 'paint'],
  ])('%s', async (_name, words, code, message) => {
    const run = await brookesia(words, folder);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toContain(message);
    expect(run.err).not.toMatch(/\n {4}at /);
    expect(await readdir(folder)).toEqual([]);
  });

  test('an error can be had as data', async () => {
    const { code, out } = await brookesia(['generate', '', '--out', 'a.png', '--json'], folder);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'prompt-empty' } });
  });

  test('a pack with a wrong hash is named with its file', async () => {
    const damaged = await copyTinyPack(folder);
    const bytes = await readFile(join(damaged, 'transformer.onnx'));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(join(damaged, 'transformer.onnx'), bytes);
    const words = ['generate', 'a boat', '--pack', 'tiny', '--out', 'a.png', '--json'];
    const { code, out } = await brookesia(words, folder, damaged);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'pack-hash-mismatch', message: expect.stringContaining('transformer.onnx') as unknown },
    });
  });

  test('help is no failure and names the exit codes', async () => {
    const { code, out } = await brookesia(['--help'], folder);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes: 0 done, 1 failed, 2 bad usage.');
  });
});
