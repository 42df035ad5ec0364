import type { Job } from '../../preload/contract';

/** Shortest time between two shown steps of a job, in milliseconds: tokens come faster than eyes can follow. */
export const paceMilliseconds = 40;

/** Passes on what matters at once, and of the steps between only the latest, at a pace. */
export class Pace {
  readonly #pass: (job: Job) => void;
  readonly #waiting = new Map<string, Job>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pass: (job: Job) => void) {
    this.#pass = pass;
  }

  /** A step that waits until then is overtaken. */
  passNow(job: Job): void {
    this.#waiting.delete(job.id);
    this.#pass(job);
  }

  passSoon(job: Job): void {
    this.#waiting.set(job.id, job);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), paceMilliseconds);
  }

  #flush(): void {
    this.#timer = undefined;
    const jobs = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const job of jobs) this.#pass(job);
  }
}
