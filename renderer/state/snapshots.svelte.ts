import type { ProjectView, Snapshot } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { Notices } from './notices.svelte';

export interface SnapshotsParts {
  readonly client: StudioClient;
  readonly notices: Notices;
  /** Resolves when the host has every change. */
  readonly handOver: () => Promise<void>;
  /** Called when the project differs from its file by a snapshot. */
  readonly onchange: () => void;
}

type Opening = Pick<ProjectView, 'id' | 'turn'>;

/** The states of the open project that are kept under a name, the newest first. */
export class Snapshots {
  list = $state.raw<readonly Snapshot[]>([]);
  readonly #parts: SnapshotsParts;
  #opening: Opening | undefined;

  constructor(parts: SnapshotsParts) {
    this.#parts = parts;
  }

  /** Those of a project that was opened. */
  take(opening: Opening, snapshots: readonly Snapshot[]): void {
    this.#opening = opening;
    this.list = snapshots;
  }

  /** Whether the document as it is now is kept. */
  async keep(name: string): Promise<boolean> {
    const before = this.list;
    await this.#ask(async ({ id, turn }) => {
      await this.#parts.handOver();
      return this.#parts.client.request('project.snapshot', { project: id, turn, name });
    });
    return this.list !== before;
  }

  async forget(snapshot: Snapshot['id']): Promise<void> {
    await this.#ask(({ id, turn }) => this.#parts.client.request('project.forget', { project: id, turn, snapshot }));
  }

  async #ask(request: (opening: Opening) => Promise<{ snapshots: readonly Snapshot[] }>): Promise<void> {
    const opening = this.#opening;
    if (opening === undefined) return;
    await this.#parts.notices.guard(async () => {
      const { snapshots } = await request(opening);
      if (this.#opening !== opening) return;
      this.list = snapshots;
      this.#parts.onchange();
    });
  }
}
