import { existsSync, readFileSync } from 'node:fs';

const status = '/proc/self/status';

/** The most bytes that this process ever held in RAM. */
export function peakMemory(): number {
  // On Linux `maxRSS` of a child starts at what its parent held.
  const line = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8')) : null;
  const kilobytes = line === null ? process.resourceUsage().maxRSS : Number(line[1]);
  return 1024 * kilobytes;
}
