import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** A running process; memory is what it holds in RAM now, in bytes. */
export type ProcessFacts = { readonly pid: number; readonly parent: number; readonly residentBytes: number };

/** Every process of this machine that may be looked at. Linux and macOS. */
export function runningProcesses(): ProcessFacts[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

export function childrenOf(pid: number): number[] {
  return runningProcesses().flatMap((each) => (each.parent === pid ? [each.pid] : []));
}

/** Sum over the processes that still run. */
export function residentBytes(pids: readonly number[]): number {
  const wanted = new Set(pids);
  return runningProcesses().reduce((sum, each) => sum + (wanted.has(each.pid) ? each.residentBytes : 0), 0);
}

/** Seconds of processor time that a process has taken so far, of all its threads. Linux alone tells it; NaN elsewhere. */
export function processorSeconds(pid: number): number {
  try {
    // The name before it may hold spaces and brackets: what follows the last bracket begins with the third field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Slim containers come without `ps`. */
function fromProc(): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statusOf(Number(name)));
}

function statusOf(pid: number): ProcessFacts[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ pid, parent: field('PPid'), residentBytes: field('VmRSS') * 1024 }];
  } catch {
    // It ended since the folder was listed.
    return [];
  }
}

function fromPs(): ProcessFacts[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, residentBytes: kilobytes * 1024 };
  });
}
