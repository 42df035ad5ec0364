import type { AssetId, GalleryEntry, Recipe } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Drawing } from './drawing.svelte';
import type { Notices } from './notices.svelte';
import type { Staging } from './staging.svelte';

export interface PastPicturesParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly drawing: Drawing;
  readonly staging: Pick<Staging, 'leave'>;
  readonly notices: Notices;
}

const pageSize = 60;

/** Every picture that was ever made on this machine, found by the words of its sentence. */
export class PastPictures {
  words = $state('');
  entries = $state.raw<readonly GalleryEntry[]>([]);
  total = $state(0);
  busy = $state(false);
  chosen = $state.raw<GalleryEntry>();
  readonly #parts: PastPicturesParts;
  /** Counts the searches: an answer that comes after a newer question is not shown. */
  #asked = 0;

  constructor(parts: PastPicturesParts) {
    this.#parts = parts;
  }

  get hasMore(): boolean {
    return this.entries.length < this.total;
  }

  /** Looks anew, from the newest picture on. */
  search(): Promise<void> {
    return this.#read(0);
  }

  more(): Promise<void> {
    return this.#read(this.entries.length);
  }

  /** Puts the picture on the canvas. */
  async show({ id, recipe }: GalleryEntry): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const picture = await this.#parts.client.request('gallery.take', { id });
      this.#parts.drawing.watched = undefined;
      // A candidate that is still looked at would lie over it.
      this.#parts.staging.leave();
      this.#parts.document.place('take a picture from the gallery', {
        ...picture,
        asset: id,
        recipe,
        name: nameOf(recipe),
      });
    });
  }

  /** Takes the picture away for good. */
  async remove(id: AssetId): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('gallery.remove', { ids: [id] });
    });
    this.chosen = undefined;
    await this.search();
  }

  async #read(offset: number): Promise<void> {
    const asked = ++this.#asked;
    this.busy = true;
    await this.#parts.notices.guard(async () => {
      const search = { words: this.words, offset, limit: pageSize };
      const { entries, total } = await this.#parts.client.request('gallery.search', search);
      if (asked !== this.#asked) return;
      this.entries = offset === 0 ? entries : [...this.entries, ...entries];
      this.total = total;
    });
    if (asked === this.#asked) this.busy = false;
  }
}

function nameOf({ prompt }: Recipe): string {
  return prompt.slice(0, 200);
}
