import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { evaluatePack } from '../../../main/cli/eval';
import { withStudio } from '../../../main/cli/session';
import { sourceInstallation } from '../../../main/studio/installation';
import { PackId, z } from '../../../preload/contract';
import { brookesia, testEnvironment } from '../../support/command-line';
import { copyTinyPack, editManifest, temporaryFolder } from '../../support/temporary-pack';

const root = join(import.meta.dirname, '..', '..', '..');
/** A judge that was trained for seconds and knows little, a suite of three scenes, and their pictures. */
const judge = join(root, 'test', 'support', 'tiny-judge');
const pictures = join(judge, 'held-out');

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
});

const evaluate = (...words: string[]) => brookesia(['eval', '--pack', 'tiny', '--judge', judge, ...words], folder);

const Share = z.number().min(0).max(1);
const Report = z.object({
  pack: z.object({ id: z.string(), version: z.string() }),
  suite: z.literal('held-out'),
  scenes: z.object({ done: z.int(), of: z.int() }),
  candidates: z.int(),
  refused: z.int(),
  judge: z.object({ scenes: z.int(), rendered: z.record(z.string(), Share) }),
  figures: z.array(
    z.object({ figure: z.string(), task: z.string(), of: z.number(), value: Share, interval: z.tuple([Share, Share]) }),
  ),
  worst: z.array(z.object({ index: z.int(), missed: z.array(z.string()).min(1) })),
  leftOut: z.array(z.string()),
});
const reportIn = (text: string) => Report.parse(JSON.parse(text));

describe('brookesia eval', () => {
  test('tells of a pack of random weights that it draws nothing of what it is told', async () => {
    const { code, out } = await evaluate('--limit', '3', '--pictures', pictures, '--json');
    expect(code).toBe(0);
    const { scenes, refused, figures, worst, leftOut } = reportIn(out);
    expect(scenes).toEqual({ done: 3, of: 3 });
    expect(new Set(figures.map(({ task }) => task))).toEqual(new Set(['text', 'liken', 'boxes', 'caption']));
    for (const name of ['things', 'placed', 'whole'])
      expect(figures.find(({ figure }) => figure === name)?.value).toBeLessThan(0.5);
    for (const { value, interval } of figures) {
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
    }
    // The tiny pack's tokenizer cuts sentences into so many tokens that some are too long for it.
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(3);
    expect(worst).toHaveLength(3);
    expect(leftOut).toEqual([]);
  });

  test('gives the same figures again, as a table with targets and the accuracy of the judge', async () => {
    const [first, second] = [await evaluate('--limit', '1'), await evaluate('--limit', '1')];
    expect(second).toEqual(first);
    expect(first.out).toMatch(/^tiny 0\.1\.0 on 1 scenes of the suite “held-out”, a single draw each$/m);
    expect(first.out).toMatch(/^text +each named thing, with its colour +\d+ +[\d.]+ % .* 90\.0 % +(met|missed)$/m);
    expect(first.out).toContain('Captions were left out: no folder of pictures was given (--pictures).');
    expect(first.out).toMatch(/^ {2}on rendered pictures: kind [\d.]+ %, colour/m);
  });

  test('leaves out what a pack cannot do, and says so', async () => {
    const plain = await copyTinyPack(folder);
    await editManifest(plain, ({ tasks }) => {
      delete tasks.caption;
      const [template] = tasks.generate?.templates ?? [];
      template?.parts.splice(0, template.parts.length, '<bos>', { text: 'prompt' }, '<break>', { generate: 'image' });
      delete tasks.plan;
    });
    const words = ['eval', '--pack', 'tiny', '--judge', judge, '--limit', '1', '--pictures', pictures, '--json'];
    const { code, out } = await brookesia(words, folder, plain);
    expect(code).toBe(0);
    const { figures, leftOut } = reportIn(out);
    expect(new Set(figures.map(({ task }) => task))).toEqual(new Set(['text']));
    expect(leftOut).toHaveLength(2);
  });

  test.each([
    ['no such pack', ['--pack', 'none', '--judge', judge], 'pack-missing'],
    ['no judge there', ['--pack', 'tiny', '--judge', 'nowhere'], 'file-missing'],
    ['no such suite', ['--pack', 'tiny', '--judge', judge, '--suite', 'none'], 'file-missing'],
    ['no pictures there', ['--pack', 'tiny', '--judge', judge, '--pictures', 'nowhere'], 'file-missing'],
  ])('%s', async (_name, words, code) => {
    const run = await brookesia(['eval', ...words, '--limit', '1', '--json'], folder);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ error: { code } });
  });
});

test('an evaluation that is interrupted tells what was done', async () => {
  const environment = testEnvironment();
  const around = { platform: process.platform, environment, home: folder };
  const installation = await sourceInstallation(join(root, 'out', 'main'), around);
  const interruption = new AbortController();
  const printed: string[] = [];
  const terminal = {
    print: (line: string) => printed.push(line),
    note: () => undefined,
    progress: (line: string) => line.startsWith('1 of') && interruption.abort(),
  };
  const options = { pack: PackId.parse('tiny'), suite: 'held-out', judge, candidates: 1, json: true } as const;
  await withStudio(installation, (studio) => evaluatePack(studio, options, interruption.signal, terminal));
  expect(printed.map((line) => reportIn(line).scenes)).toEqual([{ done: 1, of: 3 }]);
});
