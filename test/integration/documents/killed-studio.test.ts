import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { faultyDisk } from '../../support/faulty-disk';
import { killAgainAndAgain } from '../../support/kills';
import { temporaryFolder } from '../../support/temporary-pack';

/** A few in every run; `BROOKESIA_KILLS=300` for the whole proof, which takes about as many times two seconds. */
const kills = Number(process.env['BROOKESIA_KILLS'] ?? 15);
const longestWait = Number(process.env['BROOKESIA_KILL_WAIT'] ?? 1500);
const hours = 3_600_000;

test(
  `after ${kills} kills of the studio the work is the last that it acknowledged, or one change further`,
  async () => {
    const home = await temporaryFolder(onTestFinished);
    const done = await killAgainAndAgain({ kills, home, longestWait });
    if (kills >= 100) expect([...done.keys()].sort()).toEqual(['accept', 'draw', 'export', 'keep a snapshot', 'save']);
  },
  2 * hours,
);

const faultyKills = Math.max(5, Math.floor(kills / 3));

test(
  `the same after ${faultyKills} kills on a disk on which now and then a write fails: it is told, and sent again`,
  async (context) => {
    const disk = faultyDisk(await temporaryFolder(onTestFinished));
    if (disk === undefined) return context.skip('no disk that fails can be built here: no Linux, or no C compiler');
    const home = await temporaryFolder(onTestFinished);
    // The first session is to know where its project file is.
    const environment = (kill: number) => (kill === 0 ? {} : disk.environment(home, 25, kill));
    const done = await killAgainAndAgain({ kills: faultyKills, home, longestWait, environment });
    expect(done.get('hear that it cannot be written') ?? 0).toBeGreaterThan(0);
    expect((await readFile(disk.failures)).length).toBeGreaterThan(faultyKills);
  },
  2 * hours,
);
