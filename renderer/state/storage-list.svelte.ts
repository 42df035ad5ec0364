import type { StorageName, StorageView } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { Notices } from './notices.svelte';

export interface StorageParts {
  readonly client: StudioClient;
  readonly notices: Notices;
  readonly copyText: (text: string) => Promise<void>;
}

/** What the studio keeps on the disk, and the report that helps to find a fault. */
export class StorageList {
  kinds = $state.raw<readonly StorageView[]>([]);
  busy = $state(false);
  prompts = $state(false);
  pictures = $state(false);
  readonly #parts: StorageParts;

  constructor(parts: StorageParts) {
    this.#parts = parts;
  }

  look(): Promise<void> {
    return this.#do(async () => {
      this.kinds = (await this.#parts.client.request('storage.list', {})).storage;
    });
  }

  clean(name: StorageName): Promise<void> {
    return this.#do(async () => {
      this.kinds = (await this.#parts.client.request('storage.clean', { name })).storage;
    });
  }

  copyReport(): Promise<void> {
    return this.#do(async () => {
      const { prompts, pictures } = this;
      const { text } = await this.#parts.client.request('diagnostics.report', { prompts, pictures });
      await this.#parts.copyText(text);
      this.#parts.notices.toast('Copied the report; it was sent nowhere');
    });
  }

  async #do(action: () => Promise<void>): Promise<void> {
    this.busy = true;
    await this.#parts.notices.guard(action);
    this.busy = false;
  }
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}
