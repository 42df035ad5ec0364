import type { Job } from '../../preload/contract';
import { isDrawing, shareDone, type Jobs } from './jobs';

const endings: Readonly<Record<Job['state'], string>> = {
  queued: '',
  running: '',
  done: 'The picture is finished.',
  cancelled: 'Drawing was cancelled.',
  failed: 'Drawing failed.',
};

/** What a screen reader says of the drawing; changes three times in a job. */
export function announcement(active: Job | undefined, jobs: Jobs): string {
  if (active !== undefined) return shareDone(active) < 0.5 ? 'Drawing has begun.' : 'Half of the picture is drawn.';
  const last = jobs.findLast((job) => isDrawing(job.request));
  return last === undefined ? '' : endings[last.state];
}
