import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { readProject } from '../../main/documents/project';
import { type ChannelReply, type ProjectView, StudioError } from '../../preload/contract';
import { KillableStudio } from './killable-studio';
import { type Acknowledged, ScriptedSession, blankDocument, newestOf } from './scripted-session';

export type Killing = {
  readonly kills: number;
  /** What outlives the studio. */
  readonly home: string;
  /** Milliseconds that a session lasts at most after its first change. */
  readonly longestWait: number;
  /** What is added to the environment of each run. */
  readonly environment?: (kill: number) => NodeJS.ProcessEnv;
};

/**
 * Lets scripted sessions work, kills the studio at random moments, and looks after each kill: the document is the last that
 * was acknowledged or one change further, and no project file is damaged or older than what was said to be saved. Gives what
 * the sessions have done, and how often.
 */
export async function killAgainAndAgain(killing: Killing): Promise<ReadonlyMap<string, number>> {
  const { kills, home, environment = () => ({}) } = killing;
  const done = new Map<string, number>();
  let before: Acknowledged = { changed: 1, saved: 0, kept: 0 };
  for (let kill = 0; kill <= kills; kill++) {
    const studio = await KillableStudio.start(home, environment(kill));
    const project = await goOn(studio);
    const { width, layers } = project.document;
    expect([before.changed, before.changed + 1]).toContain(width);
    expect(layers.map(({ name }) => Number(name))).toEqual(lastSix(width));
    const newest = newestOf(project.snapshots);
    expect(newest).toBeGreaterThanOrEqual(before.kept);
    expect(newest).toBeLessThanOrEqual(width);
    for (const snapshot of project.snapshots) expect(snapshot.document.width).toBe(Number(snapshot.name));
    const session = new ScriptedSession(studio, project, before.saved);
    before = kill === kills ? before : await workUntilKilled(session, studio, kill, killing.longestWait);
    for (const [what, often] of session.done) done.set(what, (done.get(what) ?? 0) + often);
    await studio.kill();
    await checkFiles(join(home, 'documents', 'Brookesia'), before.saved);
    if (kill % 10 === 9) report(kill + 1, done);
  }
  return done;
}

/** As a person goes on after a crash: restores what was not saved, otherwise opens the file, otherwise begins. */
async function goOn(studio: KillableStudio): Promise<ProjectView> {
  const { unsaved, recent } = await whatIsLeft(studio);
  expect(unsaved.length).toBeLessThanOrEqual(1);
  const [left] = unsaved;
  const [file] = recent;
  const source =
    left !== undefined
      ? ({ from: 'journal', project: left.project } as const)
      : file !== undefined
        ? ({ from: 'recent', id: file.id } as const)
        : ({ from: 'nothing', document: blankDocument } as const);
  const reply = await untilWritten(() => studio.ask('project.open', source));
  if (reply.kind !== 'opened') throw new Error('The project was not opened.');
  expect(reply.project.problems).toEqual([]);
  return reply.project;
}

/** A file that was saved in the last moment is found at the first look; on a disk that fails now and then, at a later one. */
async function whatIsLeft(studio: KillableStudio): Promise<ChannelReply<'project.recent'>> {
  for (let look = 1; ; look++) {
    const left = await studio.ask('project.recent', {});
    if (look === 5 || left.unsaved.length + left.recent.length > 0) return left;
  }
}

/** A disk that fails now and then may fail at opening, too: that is told, and done once more. */
async function untilWritten<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    if (!(thrown instanceof StudioError) || thrown.code !== 'file-unwritable') throw thrown;
    return untilWritten(action);
  }
}

/**
 * Works until the kill, mostly some moments after the first change; now and then without its engine from some moment on. Gives
 * what was acknowledged before.
 */
async function workUntilKilled(
  session: ScriptedSession,
  studio: KillableStudio,
  kill: number,
  longestWait: number,
): Promise<Acknowledged> {
  const working = session.work().catch((thrown: unknown) => thrown);
  if (kill % 8 !== 0) await Promise.race([session.begun, working]);
  if (kill % 5 === 3) {
    await Promise.race([sleep(randomMoment(kill + 1) * longestWait), working]);
    studio.killParts();
  }
  await Promise.race([sleep(randomMoment(kill) * longestWait), working]);
  await studio.kill();
  const thrown = await working;
  // Only the death of the studio may end the work, never something that the studio refused.
  if (thrown instanceof StudioError) throw thrown;
  return session.acknowledged;
}

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

/** From 0 to 1. Seeded: the same moments in every run, as far as a moment can be the same. */
function randomMoment(kill: number): number {
  return ((kill * 2_654_435_761) % 2 ** 32) / 2 ** 32;
}

function lastSix(number: number): number[] {
  return Array.from({ length: number - 1 }, (_, index) => index + 2).slice(-6);
}
