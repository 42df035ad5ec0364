import type {
  AssetId,
  ControlRequest,
  GenerateRequest,
  Job,
  JobPreview,
  JobRequest,
  ResultPicture,
} from '../../preload/contract';
import type { Lineage, Origin } from '../editor/lineage';

export type Jobs = readonly Job[];

/** Keeps the order in which jobs became known. A job that has ended stays so, whatever late news say. */
export function withJob(jobs: Jobs, job: Job): Jobs {
  const index = jobs.findIndex((known) => known.id === job.id);
  const known = jobs[index];
  if (known === undefined) return [...jobs, job];
  return isActive(known) ? jobs.with(index, job) : jobs;
}

/** A job that the host no longer knows, because the host was started anew. */
export function lost(job: Job): Job {
  return {
    ...job,
    state: 'failed',
    error: { code: 'job-missing', message: 'The studio was restarted while this job ran.', hint: 'Start it again.' },
  };
}

export function isActive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** A request for pictures of which there may be several. */
export type DrawingRequest = Extract<JobRequest, { candidates: number }>;

export function isDrawing(request: JobRequest): request is DrawingRequest {
  return 'candidates' in request;
}

/** What a picture is made from by a change. */
export function changedBy(request: JobRequest): Extract<JobRequest, { part?: unknown }> | undefined {
  return request.task === 'edit' || request.task === 'inpaint' ? request : undefined;
}

/** The job that draws now, or else the next one that will. */
export function activeDrawing(jobs: Jobs): Job | undefined {
  const drawings = jobs.filter((job) => isDrawing(job.request) && isActive(job));
  return drawings.find((job) => job.state === 'running') ?? drawings[0];
}

/** Drawings that wait for their turn, the next one first. */
export function waitingDrawings(jobs: Jobs): Jobs {
  return jobs.filter((job) => isDrawing(job.request) && job.state === 'queued');
}

/** What goes on with the newest drawing, where it ended early and left a beginning. */
export function goingOn(jobs: Jobs): DrawingRequest | undefined {
  const newest = jobs.findLast((job) => isDrawing(job.request));
  if (newest === undefined || isActive(newest) || newest.begun === undefined) return undefined;
  if (!isDrawing(newest.request)) return undefined;
  return { ...newest.request, begun: newest.begun };
}

/** What draws whole pictures from a sentence. */
type WholeRequest = GenerateRequest | ControlRequest;

export function drawsWhole(request: JobRequest): request is WholeRequest {
  return request.task === 'generate' || request.task === 'control';
}

/** The pictures that a job has drawn. A map of a picture is no picture to look at. */
export function picturesOf(job: Job): readonly ResultPicture[] {
  if (job.request.task === 'segment' || job.request.task === 'depth') return [];
  return job.result?.kind === 'pictures' ? job.result.pictures : [];
}

/** The candidate that was watched growing; the best one for who just watched the first, as nobody chose that. */
export function pictureToShow(job: Job, watched: number): ResultPicture | undefined {
  const pictures = picturesOf(job);
  return watched === 0 ? pictures[0] : pictures.find(({ recipe }) => recipe.candidate === watched);
}

export function previewOf(job: Job, candidate: number): JobPreview | undefined {
  return job.previews.find((preview) => preview.candidate === candidate);
}

/** How much of the job is done, from 0 to 1. */
export function shareDone(job: Job): number {
  const { done = 0, total = 0 } = job.progress ?? {};
  return total === 0 ? 0 : Math.min(1, done / total);
}

/** What each picture was made from by a change. */
export function lineageOf(jobs: Jobs): Lineage {
  return new Map(jobs.flatMap(originsIn));
}

function originsIn(job: Job): (readonly [AssetId, Origin])[] {
  const request = changedBy(job.request);
  if (request === undefined) return [];
  const { source, part } = request;
  return picturesOf(job).map(({ asset }) => [asset, { source, part }] as const);
}
