import type { Job, JobId, StudioEvent } from '../../preload/contract';

/** Milliseconds after which somebody may have turned to other things. */
const long = 10_000;

export type Message = { readonly title: string; readonly body: string };

export type LongJobsParts = {
  /** Whether the user looks at the studio. */
  readonly isWatched: () => boolean;
  readonly notify: (message: Message) => void;
  /** In milliseconds. */
  readonly now?: () => number;
};

/** Says when a job that took long has ended and nobody looks. */
export class LongJobs {
  readonly #parts: LongJobsParts;
  readonly #begun = new Map<JobId, number>();

  constructor(parts: LongJobsParts) {
    this.#parts = parts;
  }

  hear(event: StudioEvent): void {
    if (event.type !== 'job.changed') return;
    const { job } = event;
    const now = (this.#parts.now ?? Date.now)();
    if (job.state === 'queued') return;
    if (job.state === 'running') {
      if (!this.#begun.has(job.id)) this.#begun.set(job.id, now);
      return;
    }
    const begun = this.#begun.get(job.id) ?? now;
    this.#begun.delete(job.id);
    const message = messageOf(job);
    if (message !== undefined && now - begun >= long && !this.#parts.isWatched()) this.#parts.notify(message);
  }
}

/** Nothing is said of a job that the user cancelled, nor of one that is a part of longer work. */
function messageOf({ state, request, error }: Job): Message | undefined {
  const body = 'prompt' in request ? shortened(request.prompt) : '';
  if (request.priority === 'background') return undefined;
  if (state === 'failed') return { title: 'The studio could not finish', body: error?.message ?? body };
  if (state !== 'done') return undefined;
  return { title: request.task === 'caption' ? 'The picture is described' : 'Your picture is ready', body };
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : text;
}
