import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readProject } from '../../../main/documents/project';
import { type ProjectView, StudioError } from '../../../preload/contract';
import { KillableStudio } from '../../support/killable-studio';
import { type Acknowledged, ScriptedSession, blankDocument } from '../../support/scripted-session';
import { temporaryFolder } from '../../support/temporary-pack';

/** A few in every run; `BROOKESIA_KILLS=300` for the whole proof, which takes about as many times two seconds. */
const kills = Number(process.env['BROOKESIA_KILLS'] ?? 6);
const longestWait = Number(process.env['BROOKESIA_KILL_WAIT'] ?? 1500);

/** As a person goes on after a crash: restores what was not saved, otherwise opens the file, otherwise begins. */
async function goOn(studio: KillableStudio): Promise<ProjectView> {
  const { unsaved, recent } = await studio.ask('project.recent', {});
  expect(unsaved.length).toBeLessThanOrEqual(1);
  const [left] = unsaved;
  const [file] = recent;
  const source =
    left !== undefined
      ? ({ from: 'journal', project: left.project } as const)
      : file !== undefined
        ? ({ from: 'recent', id: file.id } as const)
        : ({ from: 'nothing', document: blankDocument } as const);
  const reply = await studio.ask('project.open', source);
  if (reply.kind !== 'opened') throw new Error('The project was not opened.');
  expect(reply.project.problems).toEqual([]);
  return reply.project;
}

/** Works until the kill, mostly some moments after the first change; gives what was acknowledged before it. */
async function workUntilKilled(session: ScriptedSession, studio: KillableStudio, kill: number): Promise<Acknowledged> {
  const working = session.work().catch((thrown: unknown) => thrown);
  if (kill % 8 !== 0) await Promise.race([session.begun, working]);
  await Promise.race([sleep(randomMoment(kill)), working]);
  await studio.kill();
  const thrown = await working;
  // Only the death of the studio may end the work, never something that the studio refused.
  if (thrown instanceof StudioError) throw thrown;
  return session.acknowledged;
}

test(`after ${kills} kills of the studio the work is the last that it acknowledged, or one change further`, async () => {
  const home = await temporaryFolder(onTestFinished);
  const done = new Map<string, number>();
  let before: Acknowledged = { changed: 1, saved: 0 };
  for (let kill = 0; kill <= kills; kill++) {
    const studio = await KillableStudio.start(home);
    const project = await goOn(studio);
    const { width, layers } = project.document;
    expect([before.changed, before.changed + 1]).toContain(width);
    expect(layers.map(({ name }) => Number(name))).toEqual(lastSix(width));
    const session = new ScriptedSession(studio, project, before.saved);
    before = kill === kills ? before : await workUntilKilled(session, studio, kill);
    for (const [what, often] of session.done) done.set(what, (done.get(what) ?? 0) + often);
    await studio.kill();
    await checkFiles(join(home, 'documents', 'Brookesia'), before.saved);
    if (kill % 10 === 9) report(kill + 1, done);
  }
  if (kills >= 100) expect([...done.keys()].sort()).toEqual(['accept', 'draw', 'export', 'save']);
}, 7_200_000);

function report(kills: number, done: ReadonlyMap<string, number>): void {
  console.log(`${kills} kills; ${[...done].map(([what, often]) => `${often} × ${what}`).join(', ')}`);
}

/** Every project file, and every backup, is whole; the newest is no older than what was said to be saved. */
async function checkFiles(folder: string, saved: number): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.brookesia~?$/.test(name));
  const files = await Promise.all(names.map((name) => readProject(join(folder, name), name)));
  expect(files.flatMap(({ problems }) => problems)).toEqual([]);
  const newest = Math.max(0, ...files.map(({ document }) => document.width));
  expect(newest).toBeGreaterThanOrEqual(saved);
}

/** Seeded: the same moments in every run, as far as a moment can be the same. */
function randomMoment(kill: number): number {
  return (((kill * 2_654_435_761) % 2 ** 32) / 2 ** 32) * longestWait;
}

function lastSix(number: number): number[] {
  return Array.from({ length: number - 1 }, (_, index) => index + 2).slice(-6);
}
