import { type Job, type JobId, type JobPreview, type JobRequest, StudioError } from '../../../preload/contract';
import type { PictureFiles } from '../protocol';

const maximumEndedJobs = 200;

type Entry = {
  job: Job;
  pictures: PictureFiles;
  /** Of each candidate's finished rows. */
  readonly codes: (readonly number[])[];
  readonly waiters: ((job: Job) => void)[];
};

/** The jobs as windows see them. A job that has ended does not change any more. */
export class JobBoard {
  readonly #entries = new Map<JobId, Entry>();
  readonly #changed: (job: Job) => void;
  readonly #dropPreview: (preview: JobPreview) => void;

  constructor(changed: (job: Job) => void, dropPreview: (preview: JobPreview) => void) {
    this.#changed = changed;
    this.#dropPreview = dropPreview;
  }

  /** From the oldest to the newest. */
  jobs(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job);
  }

  open(): Job[] {
    return this.jobs().filter(isOpen);
  }

  add(id: JobId, request: JobRequest, pictures: PictureFiles): void {
    const job: Job = { id, request, state: 'queued', previews: [] };
    this.#entries.set(id, { job, pictures, codes: [], waiters: [] });
    this.#changed(job);
  }

  /** The files of the pictures that an open job names. */
  picturesOf(id: JobId): PictureFiles {
    return this.#entries.get(id)?.pictures ?? [];
  }

  /** Throws `job-missing`. */
  require(id: JobId): Job {
    return this.#require(id).job;
  }

  isOpen(id: JobId): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && isOpen(entry.job);
  }

  /** Before all others that wait; a job that does not wait stays where it is. Throws `job-missing`. */
  first(id: JobId): void {
    if (this.require(id).state !== 'queued') return;
    const waiting = this.open().filter((job) => job.state === 'queued' && job.id !== id);
    for (const later of waiting) this.#moveToEnd(later.id);
  }

  /** Overlays an open job; an ended or unknown one stays as it is. */
  change(id: JobId, change: Partial<Pick<Job, 'state' | 'progress' | 'plans' | 'before' | 'regions'>>): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || !isOpen(entry.job)) return;
    entry.job = { ...entry.job, ...change };
    this.#changed(entry.job);
  }

  /** Takes the place of the candidate's preview before, whose picture is dropped. */
  showPreview(id: JobId, preview: JobPreview, codes: readonly number[]): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || !isOpen(entry.job)) {
      this.#dropPreview(preview);
      return;
    }
    entry.codes[preview.candidate] = codes;
    const { previews } = entry.job;
    const others = previews.filter(({ candidate }) => candidate !== preview.candidate);
    entry.job = { ...entry.job, previews: [...others, preview].sort((one, other) => one.candidate - other.candidate) };
    this.#changed(entry.job);
    previews.filter(({ candidate }) => candidate === preview.candidate).forEach(this.#dropPreview);
  }

  /** Ends an open job; its previews and its pictures are dropped. */
  end(id: JobId, ending: Pick<Job, 'state' | 'result' | 'error'>): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || !isOpen(entry.job)) return;
    const { previews } = entry.job;
    entry.job = { ...entry.job, ...ending, ...leftBehind(entry, ending.state), previews: [] };
    entry.pictures = [];
    entry.codes.length = 0;
    this.#forgetOldest();
    this.#changed(entry.job);
    previews.forEach(this.#dropPreview);
    for (const resolve of entry.waiters.splice(0)) resolve(entry.job);
  }

  /** Resolves with the job when it has ended. Throws `job-missing`. */
  async wait(id: JobId): Promise<Job> {
    const entry = this.#require(id);
    return isOpen(entry.job) ? new Promise((resolve) => entry.waiters.push(resolve)) : entry.job;
  }

  #moveToEnd(id: JobId): void {
    const entry = this.#require(id);
    this.#entries.delete(id);
    this.#entries.set(id, entry);
  }

  #require(id: JobId): Entry {
    const entry = this.#entries.get(id);
    if (entry !== undefined) return entry;
    throw new StudioError({ code: 'job-missing', message: 'The studio does not know this job any more.', detail: id });
  }

  /** What ran in the background goes first: it may be thousands of jobs, and no window looks back at them. */
  #forgetOldest(): void {
    const all = this.jobs().filter((job) => !isOpen(job));
    const ended = [...all.filter(isBackground), ...all.filter((job) => !isBackground(job))];
    for (const { id } of ended.slice(0, Math.max(0, ended.length - maximumEndedJobs))) this.#entries.delete(id);
  }
}

/** What an interrupted job can be gone on with: as much of every candidate as there is of each. */
function leftBehind({ job, codes }: Entry, state: Job['state']): Pick<Job, 'begun'> {
  const { request, plans = [], before } = job;
  if (state === 'done' || !('candidates' in request) || codes.length < request.candidates) return {};
  const length = Math.min(
    ...Array.from({ length: request.candidates }, (_, candidate) => codes[candidate]?.length ?? 0),
  );
  const { taken } = request.begun ?? {};
  const known = { ...(before && { before }), ...(taken !== undefined && { taken }) };
  return length === 0 ? {} : { begun: { plans, codes: codes.map((own) => own.slice(0, length)), ...known } };
}

function isBackground({ request }: Job): boolean {
  return request.priority === 'background';
}

function isOpen({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}
