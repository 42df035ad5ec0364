import type { AssetId, Job, JobId } from '../../preload/contract';
import { isActive, type Jobs } from './jobs';
import type { Notices } from './notices.svelte';
import type { Reader } from './reader.svelte';
import type { Session } from './session.svelte';
import type { Staging } from './staging.svelte';

/** What the model says about the picture on the canvas. */
export class Describing {
  #dismissed = $state.raw<readonly JobId[]>([]);
  readonly #session: Session;
  readonly #staging: Staging;
  readonly #notices: Notices;
  readonly #reader: Reader;
  readonly job = $derived.by(() => lastCaption(this.#session.jobs, this.#staging.seen?.asset));
  readonly busy = $derived(this.job !== undefined && isActive(this.job));
  readonly text = $derived.by(() => this.#visibleText());

  constructor(session: Session, staging: Staging, notices: Notices, reader: Reader) {
    this.#session = session;
    this.#staging = staging;
    this.#notices = notices;
    this.#reader = reader;
  }

  /** Whether there is a pack for it. */
  get known(): boolean {
    return this.#reader.can('caption');
  }

  get possible(): boolean {
    return this.known && this.#staging.seen !== undefined && this.#session.engine?.state === 'ready';
  }

  async describe(): Promise<void> {
    const source = this.#staging.seen?.asset;
    if (source === undefined || this.busy || !this.possible) return;
    await this.#notices.guard(async () => {
      const id = await this.#session.submit({ task: 'caption', pack: this.#reader.pack?.id, source });
      const job = await this.#session.ended(id);
      if (job.error !== undefined) this.#notices.alert(job.error);
    });
  }

  dismiss(): void {
    if (this.job !== undefined) this.#dismissed = [...this.#dismissed, this.job.id];
  }

  #visibleText(): string | undefined {
    if (this.job === undefined || this.#dismissed.includes(this.job.id)) return undefined;
    return this.job.result?.kind === 'text' ? this.job.result.text : undefined;
  }
}

function lastCaption(jobs: Jobs, asset: AssetId | undefined): Job | undefined {
  return jobs.findLast((job) => job.request.task === 'caption' && job.request.source === asset);
}
