import { StudioError } from '../../../preload/contract';

/** Jobs that may wait or run at once. */
export const maximumJobs = 100;

export type QueuedJob = {
  readonly id: string;
  /** Does the work; the signal asks it to stop. Must not throw: it says itself how it ended. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Called instead of `run` when the job is cancelled before its turn. */
  readonly dropped: () => void;
};

/** Runs one job at a time, in the order they came. */
export class JobQueue {
  readonly #waiting: QueuedJob[] = [];
  #running: { id: string; controller: AbortController } | undefined;

  get size(): number {
    return this.#waiting.length + (this.#running === undefined ? 0 : 1);
  }

  /** Throws `queue-full`. */
  add(job: QueuedJob): void {
    if (this.size >= maximumJobs) throw queueFull();
    this.#waiting.push(job);
    if (this.#running === undefined) void this.#work();
  }

  /** Unknown and ended jobs are left alone. */
  cancel(id: string): void {
    if (this.#running?.id === id) this.#running.controller.abort();
    const index = this.#waiting.findIndex((job) => job.id === id);
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.dropped();
  }

  cancelAll(): void {
    for (const { id } of [...this.#waiting]) this.cancel(id);
    this.#running?.controller.abort();
  }

  async #work(): Promise<void> {
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      const controller = new AbortController();
      this.#running = { id: job.id, controller };
      await job.run(controller.signal);
      this.#running = undefined;
    }
  }
}

export function queueFull(): StudioError {
  return new StudioError({
    code: 'queue-full',
    message: `${maximumJobs} jobs are waiting already.`,
    hint: 'Wait until some are done, or cancel them.',
  });
}
