import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What a second start tells the first one. */
export type SecondStart = { readonly words: readonly string[]; readonly folder: string };

const note = /^second-.*\.json$/;

/**
 * Whether this process is the first with the profile, which it is from now on until it ends. A later one leaves a note there
 * for the first, which is told of it.
 */
export function isFirstWith(profile: string, told: (start: SecondStart) => void): boolean {
  mkdirSync(profile, { recursive: true });
  if (!takes(join(profile, 'lock'))) {
    leaveNote(profile);
    return false;
  }
  watch(profile, () =>
    readdirSync(profile)
      .filter((name) => note.test(name))
      .forEach((name) => told(taken(join(profile, name)))),
  );
  return true;
}

/** A lock whose process is gone is nobody's. */
function takes(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    writeFileSync(lock, String(process.pid));
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  return true;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function leaveNote(profile: string): void {
  const start: SecondStart = { words: process.argv, folder: process.cwd() };
  const place = join(profile, `second-${randomUUID()}.json`);
  writeFileSync(`${place}.part`, JSON.stringify(start));
  renameSync(`${place}.part`, place);
}

function taken(place: string): SecondStart {
  const start = JSON.parse(readFileSync(place, 'utf8')) as SecondStart;
  rmSync(place);
  return start;
}
