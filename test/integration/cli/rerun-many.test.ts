import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { generate } from '../../../main/cli/generate';
import { rerun } from '../../../main/cli/rerun';
import { withStudio } from '../../../main/cli/session';
import type { Terminal } from '../../../main/cli/terminal';
import { sourceInstallation } from '../../../main/studio/installation';
import { PackId } from '../../../preload/contract';
import { builtMain } from '../../support/built-studio';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

/** A few in every run; `BROOKESIA_RERUNS=50` for the whole proof, `BROOKESIA_RERUN_PACK` for another pack. */
const pictures = Number(process.env['BROOKESIA_RERUNS'] ?? 4);
const pack = PackId.parse(process.env['BROOKESIA_RERUN_PACK'] ?? 'tiny');

const sentences = ['a red boat', 'a blue house', 'a house'] as const;

test(`${pictures} pictures of many settings are made again, bit for bit`, async () => {
  const folder = await temporaryFolder(onTestFinished);
  const around = {
    platform: process.platform,
    environment: { BROOKESIA_PACKS: tinyPack, BROOKESIA_DEVICE: 'cpu' },
    home: folder,
  };
  const said: string[] = [];
  const terminal: Terminal = { print: (line) => said.push(line), note: () => undefined, progress: () => undefined };
  await withStudio(await sourceInstallation(builtMain, around), async (studio) => {
    for (let number = 0; number < pictures; number++) {
      const path = join(folder, `${number}.png`);
      const sampling = {
        temperature: 0.4 + (number % 7) / 10,
        topP: 1 - (number % 4) / 10,
        guidance: 1 + (number % 3),
      };
      const what = { ...sampling, seed: number * 7919, candidates: 1, pack, out: path };
      await generate(studio, sentences[number % 3] ?? 'a house', what, terminal);
      await rerun(studio, path, { out: `${path}.again`, json: true }, terminal);
      expect(await readFile(`${path}.again`)).toEqual(await readFile(path));
    }
  });
  expect(said.filter((line) => line.startsWith('{"same":true'))).toHaveLength(pictures);
}, 3_600_000);
