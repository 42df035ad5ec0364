import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { evaluatePack } from '../../../main/cli/eval';
import { withStudio } from '../../../main/cli/session';
import { SuiteHeader, SuiteScene } from '../../../main/evaluation/suite';
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
  suite: z.string(),
  scenes: z.object({ done: z.int(), of: z.int() }),
  candidates: z.int(),
  refused: z.int(),
  judge: z.object({ scenes: z.int(), rendered: z.record(z.string(), Share) }),
  figures: z.array(
    z.object({
      ...{ figure: z.string(), task: z.string(), of: z.number(), value: Share, interval: z.tuple([Share, Share]) },
      single: Share.optional(),
    }),
  ),
  worst: z.array(z.object({ index: z.int(), missed: z.array(z.string()).min(1) })),
  leftOut: z.array(z.string()),
});
const reportIn = (text: string, suite = 'held-out') =>
  Report.extend({ suite: z.literal(suite) }).parse(JSON.parse(text));

/** A judge's folder with a suite of scenes whose sentences and pictures differ from one another; also their pictures' folder. */
async function smallSuite(place: string): Promise<[judge: string, pictures: string]> {
  const [suite, made] = [join(place, 'judge'), join(place, 'pictures')];
  await cp(judge, suite, { recursive: true });
  await mkdir(made);
  const [header = '', first = ''] = (await readFile(join(judge, 'held-out.jsonl'), 'utf8')).split('\n');
  const { said, things, background } = SuiteScene.parse(JSON.parse(first));
  const sentences = ['a boat', 'a tree', 'a ball', 'night'];
  const scenes = sentences.map((sentence, index) => ({ seed: index + 1, sentence, said, things, background }));
  const lines = [
    JSON.stringify({ ...SuiteHeader.parse(JSON.parse(header)), suite: 'small' }),
    ...scenes.map((scene) => JSON.stringify(scene)),
  ];
  await writeFile(join(suite, 'small.jsonl'), lines.join('\n'));
  for (const { seed } of scenes) {
    const noise = { type: 'gaussian' as const, mean: 40 * seed, sigma: 12 * seed };
    const picture = sharp({ create: { width: 256, height: 256, channels: 3, background: '#000', noise } });
    await picture.png().toFile(join(made, `${seed}.png`));
  }
  return [suite, made];
}

describe('brookesia eval', () => {
  test('tells of a pack of random weights that it draws nothing of what it is told', async () => {
    const { code, out } = await evaluate('--limit', '3', '--pictures', pictures, '--json');
    expect(code).toBe(0);
    const { scenes, refused, figures, worst, leftOut } = reportIn(out);
    expect(scenes).toEqual({ done: 3, of: 3 });
    expect(new Set(figures.map(({ task }) => task))).toEqual(new Set(['text', 'boxes', 'caption']));
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

  test('tells of two draws the better one and, beside it, the first, which is the one that is drawn alone', async () => {
    const two = reportIn((await evaluate('--limit', '3', '--tasks', 'text', '-n', '2', '--json')).out);
    const one = reportIn((await evaluate('--limit', '3', '--tasks', 'text', '--json')).out);
    expect(one.figures.every(({ single }) => single === undefined)).toBe(true);
    expect(two.figures.map(({ figure, single }) => [figure, single])).toEqual(
      one.figures.map(({ figure, value }) => [figure, value]),
    );
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

  test('draws each sentence after none, one and two of the other scenes’ pictures', async () => {
    const [suite, made] = await smallSuite(folder);
    const words = ['--suite', 'small', '--pictures', made, '--tasks', 'liken'];
    const pack = await copyTinyPack(folder);
    // As it is it has no room for two pictures before the one that is drawn.
    await editManifest(pack, ({ transformer }) => (transformer.maxLength = 1024));
    const run = (...more: string[]) =>
      brookesia(['eval', '--pack', 'tiny', '--judge', suite, ...words, ...more], folder, pack);
    const { code, out } = await run('--json');
    expect(code).toBe(0);
    const { figures } = reportIn(out, 'small');
    const counts = new Map(figures.map(({ figure, of }) => [figure, of]));
    // The same scenes with every number of references.
    expect(new Set(counts.keys())).toEqual(
      new Set(['told', 'wholly', 'alike'].flatMap((each) => [0, 1, 2].map((n) => `${each}${n}`))),
    );
    expect(new Set(counts.values()).size).toBe(1);
    const table = await run();
    expect(table.out).toMatch(/^liken +likeness to both, drawn after them +\d+ +[\d.]+ %/m);

    await editManifest(pack, (manifest) => delete manifest.retriever);
    expect((await run()).out).toContain('References were left out: the pack brings no retriever to find them.');
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
