import type { Job, JobId, StudioEvent } from '../../preload/contract';

/** What the system is told of the work. */
export type Signs = {
  /** From 0 to 1 of what runs now; undefined when nothing runs. */
  progress(share: number | undefined): void;
  /** Keeps the machine from sleeping until the function that it returns is called. */
  keepAwake(): () => void;
};

/** Shows beside the studio's name that it works, and keeps the machine awake meanwhile. */
export class WorkSigns {
  readonly #signs: Signs;
  readonly #open = new Map<JobId, Job>();
  #release: (() => void) | undefined;

  constructor(signs: Signs) {
    this.#signs = signs;
  }

  hear(event: StudioEvent): void {
    if (event.type !== 'job.changed') return;
    const { job } = event;
    if (job.state === 'running' || job.state === 'queued') this.#open.set(job.id, job);
    else this.#open.delete(job.id);
    this.#show();
  }

  #show(): void {
    const running = [...this.#open.values()].find(({ state }) => state === 'running');
    this.#signs.progress(running && shareOf(running));
    if (this.#open.size > 0) this.#release ??= this.#signs.keepAwake();
    else this.#letSleep();
  }

  #letSleep(): void {
    this.#release?.();
    this.#release = undefined;
  }
}

function shareOf({ progress }: Job): number {
  return progress === undefined || progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total);
}
