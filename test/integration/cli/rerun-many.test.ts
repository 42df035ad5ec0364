import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rerun } from '../../../main/cli/rerun';
import { withStudio } from '../../../main/cli/session';
import type { Terminal } from '../../../main/cli/terminal';
import { sourceInstallation } from '../../../main/studio/installation';
import { PackId } from '../../../preload/contract';
import { builtMain } from '../../support/built-studio';
import { waysOfMaking } from '../../support/made-pictures';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

/** One of each way in every run; `BROOKESIA_RERUNS=50` for the whole proof, `BROOKESIA_RERUN_PACK` for another pack. */
const wanted = Number(process.env['BROOKESIA_RERUNS'] ?? 12);
const pack = PackId.parse(process.env['BROOKESIA_RERUN_PACK'] ?? 'tiny');

test(`${wanted} pictures of all tasks are made again, bit for bit`, async () => {
  const folder = await temporaryFolder(onTestFinished);
  const around = {
    platform: process.platform,
    environment: { BROOKESIA_PACKS: tinyPack, BROOKESIA_DEVICE: 'cpu' },
    home: folder,
  };
  const said: string[] = [];
  const terminal: Terminal = { print: (line) => said.push(line), note: () => undefined, progress: () => undefined };
  const done = new Map<string, number>();
  await withStudio(await sourceInstallation(builtMain, around), async (studio) => {
    const ways = Object.entries(await waysOfMaking({ studio, folder, pack, terminal }));
    for (let number = 0; number < wanted; number++) {
      const [name, make] = ways[number % ways.length] ?? notHere();
      const path = join(folder, `${number}.png`);
      await make(number, path);
      await rerun(studio, path, { out: `${path}.again`, json: true }, terminal);
      expect(await readFile(`${path}.again`)).toEqual(await readFile(path));
      done.set(name, (done.get(name) ?? 0) + 1);
    }
  });
  const same = said.filter((line) => line.startsWith('{"same":true'));
  console.log(`${same.length} pictures the same: ${[...done].map(([name, often]) => `${often} × ${name}`).join(', ')}`);
  expect(same).toHaveLength(wanted);
}, 3_600_000);

function notHere(): never {
  throw new Error('There is no way of making pictures.');
}
