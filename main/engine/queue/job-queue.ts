import { type JobPriority, StudioError } from '../../../preload/contract';

/** Jobs that may wait or run at once. */
export const maximumJobs = 100;

/** Jobs that a person waits for may go first so often in a row while others wait. */
const turnsInARow = 4;

export type QueuedJob = {
  readonly id: string;
  readonly priority: JobPriority;
  /** Does the work; the signal asks it to stop. Must not throw: it says itself how it ended. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Called instead of `run` when the job is cancelled before its turn. */
  readonly dropped: () => void;
};

/**
 * Runs one job at a time: those that a person waits for first, each kind in the order they came. Every fifth turn goes to
 * the background all the same, so that it never starves.
 */
export class JobQueue {
  readonly #waiting: Record<JobPriority, QueuedJob[]> = { interactive: [], background: [] };
  #running: { id: string; controller: AbortController } | undefined;
  #inARow = 0;

  get size(): number {
    return this.#all().length + (this.#running === undefined ? 0 : 1);
  }

  /** Throws `queue-full`. */
  add(job: QueuedJob): void {
    if (this.size >= maximumJobs) throw queueFull();
    this.#waiting[job.priority].push(job);
    if (this.#running === undefined) void this.#work();
  }

  /** Unknown and ended jobs are left alone. */
  cancel(id: string): void {
    if (this.#running?.id === id) this.#running.controller.abort();
    for (const waiting of Object.values(this.#waiting)) {
      const index = waiting.findIndex((job) => job.id === id);
      if (index >= 0) waiting.splice(index, 1)[0]?.dropped();
    }
  }

  /** The job is the next one of its kind, if it waits. */
  first(id: string): void {
    for (const waiting of Object.values(this.#waiting)) {
      const index = waiting.findIndex((job) => job.id === id);
      if (index > 0) waiting.unshift(...waiting.splice(index, 1));
    }
  }

  cancelAll(): void {
    for (const { id } of this.#all()) this.cancel(id);
    this.#running?.controller.abort();
  }

  async #work(): Promise<void> {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const controller = new AbortController();
      this.#running = { id: job.id, controller };
      await job.run(controller.signal);
      this.#running = undefined;
    }
  }

  #next(): QueuedJob | undefined {
    const { interactive, background } = this.#waiting;
    const turn = background.length > 0 && this.#inARow >= turnsInARow ? 'background' : 'interactive';
    const job = this.#waiting[turn].shift() ?? background.shift() ?? interactive.shift();
    this.#inARow = job?.priority === 'interactive' && background.length > 0 ? this.#inARow + 1 : 0;
    return job;
  }

  #all(): QueuedJob[] {
    return [...this.#waiting.interactive, ...this.#waiting.background];
  }
}

export function queueFull(): StudioError {
  return new StudioError({
    code: 'queue-full',
    message: `${maximumJobs} jobs are waiting already.`,
    hint: 'Wait until some are done, or cancel them.',
  });
}
