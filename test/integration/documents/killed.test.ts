import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { AssetStore } from '../../../main/documents';
import { type OpenProject, openFile, readProject, recoverProject } from '../../../main/documents/project';
import { projectRoot } from '../../support/built-studio';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder } from '../../support/temporary-pack';

const kills = 32;
const longestWait = 250;
const writer = join(projectRoot, 'test-results', 'writer', 'project-writer.js');

beforeAll(async () => {
  const entry = join(import.meta.dirname, '../../support/project-writer.ts');
  const output = { outDir: dirname(writer), emptyOutDir: false, target: 'node20' };
  await build({ configFile: false, logLevel: 'error', root: projectRoot, build: { ssr: entry, ...output } });
}, 120_000);

type Said = { changed: number; saved: number };

/** Lets the writer work and kills it some moments after its first word; gives the last it said. */
async function runAndKill(folder: string, path: string, png: string, said: Said, moment: number): Promise<Said> {
  const child = spawn(process.execPath, [writer, folder, path, png], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await sleep(moment);
  child.kill('SIGKILL');
  await ended;
  expect(err).toBe('');
  const last = (pattern: RegExp) => Number([...out.matchAll(pattern)].at(-1)?.[1] ?? Number.NaN);
  return { changed: last(/^(\d+)\n/gm) || said.changed, saved: last(/^saved (\d+)\n/gm) || said.saved };
}

/** As the next run of the studio finds it. */
async function found(folder: string, path: string): Promise<OpenProject> {
  const parts = { assets: new AssetStore(), folder, studio: '0.1.0' };
  const opened = (await recoverProject(parts)) ?? (await openFile(parts, path, 'boat'));
  expect(opened.problems).toEqual([]);
  return opened.project;
}

test(`after ${kills} kills the work is always the last that was acknowledged, or one change further`, async () => {
  const home = await temporaryFolder(onTestFinished);
  const [folder, path] = [join(home, 'journal'), join(home, 'boat.brookesia')];
  const png = Buffer.from(await plainPicture('png', 1, 1)).toString('base64');
  let said: Said = { changed: 1, saved: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const before = said;
    said = await runAndKill(folder, path, png, said, randomMoment(kill));
    expect(said.changed).toBeGreaterThan(before.changed);
    const project = await found(folder, path);
    const { width, layers } = project.document;
    expect([said.changed, said.changed + 1]).toContain(width);
    expect(layers.map(({ name }) => Number(name))).toEqual(lastSix(width));
    await project.close();
    if (said.saved > 0) {
      const file = await readProject(path, path);
      expect(file.problems).toEqual([]);
      expect(file.document.width).toBeGreaterThanOrEqual(said.saved);
    }
  }
}, 600_000);

/** Seeded: the same moments in every run, as far as a moment can be the same. */
function randomMoment(kill: number): number {
  return (((kill * 2_654_435_761) % 2 ** 32) / 2 ** 32) * longestWait;
}

function lastSix(number: number): number[] {
  return Array.from({ length: number - 1 }, (_, index) => index + 2).slice(-6);
}
