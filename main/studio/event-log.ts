import { type ErrorCode, type Job, StudioError, type StudioEvent } from '../../preload/contract';
import type { Log } from './log';

/** What of an error's details comes from the machine alone; those of other errors may hold words of the user. */
const tellsOfMachine = /^(engine|device|pack|internal|out-of-memory)/;

/** Failed jobs that are known to be written down: some tell of themselves twice. */
const mostRemembered = 200;

/** Writes down what helps to find a fault later: the engine's states, failed jobs by their codes, what went wrong by itself. */
export function eventLog(log: Pick<Log, 'info' | 'error' | 'note'>): (event: StudioEvent) => void {
  let before = '';
  const failed = new Set<Job['id']>();
  return (event) => {
    if (event.type === 'notice') log.error('the studio', new StudioError(event.error));
    if (event.type === 'engine.changed') {
      const { state, device, restarts } = event.engine;
      const now = `${state}${device === undefined ? '' : ` on ${device}`}, ${restarts} restarts`;
      if (now !== before) log.info('the engine', now);
      before = now;
    }
    if (event.type === 'job.changed' && event.job.state === 'failed' && !failed.has(event.job.id)) {
      if (failed.size === mostRemembered) failed.clear();
      failed.add(event.job.id);
      const { request, error } = event.job;
      const code: ErrorCode = error?.code ?? 'internal';
      const detail = tellsOfMachine.test(code) ? error?.detail : undefined;
      log.note({ from: 'a job', message: `${request.task} failed`, code, ...(detail === undefined ? {} : { detail }) });
    }
  };
}
