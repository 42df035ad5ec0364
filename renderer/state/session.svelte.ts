import type {
  EngineView,
  Job,
  JobId,
  JobRequestInput,
  PackProblem,
  PackView,
  ProjectId,
  StudioEvent,
  StudioInfo,
  TaskName,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { isActive, lost, withJob, type Jobs } from './jobs';
import { Pace } from './pace';

/** Someone who waits for a job to end. */
interface Ending {
  readonly id: JobId;
  readonly resolve: (job: Job) => void;
}

/** What the window knows of the host: its engine, its packs, its jobs. Only events and replies change it. */
export class Session {
  info = $state.raw<StudioInfo>();
  engine = $state.raw<EngineView>();
  packs = $state.raw<readonly PackView[]>([]);
  problems = $state.raw<readonly PackProblem[]>([]);
  /** Whose jobs this window shows; those that are nobody's are everybody's. */
  project = $state<ProjectId>();
  #all = $state.raw<Jobs>([]);
  /** Of this window's project, from the oldest to the newest. */
  readonly jobs: Jobs = $derived.by(() => {
    const { project } = this;
    return this.#all.filter(({ request }) => request.project === undefined || request.project === project);
  });
  /** Whether packs were listed at all; before that, having none means nothing. */
  packsKnown = $state(false);
  connected = $state(false);
  /** A connection that stood and is gone; one that has not come about yet is not lost. */
  lost = $state(false);
  /** The pack that draws; one that only reads where none does. */
  readonly pack = $derived(this.packs.find(({ image }) => image !== undefined) ?? this.packs[0]);

  readonly #client: StudioClient;
  readonly #pace = new Pace((job) => this.#take(job));
  #ending: readonly Ending[] = [];

  constructor(client: StudioClient) {
    this.#client = client;
  }

  /** Listens first and reads then, so that nothing falls between. */
  async open(): Promise<void> {
    this.#client.subscribe((event) => this.#receive(event));
    try {
      await this.refresh();
    } finally {
      this.#client.watchConnection((connected) => this.#setConnected(connected));
    }
  }

  /** Whether the pack that draws knows the task. */
  can(task: TaskName): boolean {
    return this.pack?.tasks.includes(task) ?? false;
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#readInfo(), this.#readPacks(), this.#readJobs()]);
  }

  async submit(request: JobRequestInput): Promise<JobId> {
    const { project } = this;
    const own = project === undefined ? request : { ...request, project };
    const { id } = await this.#client.request('jobs.submit', { request: own });
    return id;
  }

  async cancel(id: JobId): Promise<void> {
    await this.#client.request('jobs.cancel', { id });
  }

  /** Of the jobs that wait it is the next one. */
  async first(id: JobId): Promise<void> {
    const { jobs } = await this.#client.request('jobs.first', { id });
    const placeOf = (wanted: Job) => jobs.findIndex((job) => job.id === wanted.id);
    this.#all = this.#all.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  job(id: JobId): Job | undefined {
    return this.#all.find((job) => job.id === id);
  }

  /** The job once it is done, cancelled or failed. */
  ended(id: JobId): Promise<Job> {
    const known = this.job(id);
    if (known !== undefined && !isActive(known)) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.#ending = [...this.#ending, { id, resolve }];
    });
  }

  #setConnected(connected: boolean): void {
    const returned = connected && !this.connected;
    this.lost = !connected && (this.lost || this.connected);
    this.connected = connected;
    // What happened while nobody listened is read again; a failure shows as a lost connection anyway.
    if (returned) this.refresh().catch(() => undefined);
  }

  #receive(event: StudioEvent): void {
    switch (event.type) {
      case 'engine.changed':
        this.engine = event.engine;
        return;
      case 'packs.changed':
        this.#readPacks().catch(() => undefined);
        return;
      case 'job.changed':
        this.#hear(event.job);
        return;
      // Others act on these.
      case 'captioning.changed':
      case 'files.offered':
      case 'library.changed':
      case 'menu.chosen':
      case 'notice':
      case 'project.taken':
      case 'window.closing':
        return;
    }
  }

  #hear(job: Job): void {
    if (job.state === this.job(job.id)?.state) this.#pace.passSoon(job);
    else this.#pace.passNow(job);
  }

  /** A part of longer work in the background is none of the window's jobs: they come by the thousand. */
  #take(job: Job): void {
    if (job.request.priority === 'background') return;
    this.#all = withJob(this.#all, job);
    if (!isActive(job)) this.#tellEnd(job);
  }

  #tellEnd(job: Job): void {
    const waiting = this.#ending.filter(({ id }) => id === job.id);
    this.#ending = this.#ending.filter(({ id }) => id !== job.id);
    for (const { resolve } of waiting) resolve(job);
  }

  async #readInfo(): Promise<void> {
    const before = this.engine;
    this.info = await this.#client.request('studio.info', {});
    // An event that came in the meantime is never older than the answer.
    if (this.engine === before) this.engine = this.info.engine;
  }

  async #readPacks(): Promise<void> {
    const { packs, problems } = await this.#client.request('packs.list', {});
    this.packs = packs;
    this.problems = problems;
    this.packsKnown = true;
  }

  async #readJobs(): Promise<void> {
    const before = this.#all;
    const { jobs } = await this.#client.request('jobs.list', {});
    const gone = before.filter((job) => isActive(job) && !jobs.some(({ id }) => id === job.id));
    for (const job of [...gone.map(lost), ...jobs]) this.#take(job);
  }
}
