import { PhotoId, type AssetId, type GenerateRequest, type PhotoView } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { Notices } from './notices.svelte';
import type { Session } from './session.svelte';

/** A picture that the next one is to be like. */
export interface Reference {
  readonly photo: PhotoId;
  readonly asset: AssetId;
  /** Shown for it. */
  readonly thumbnail: AssetId;
  readonly name: string;
  /** Stays when others are looked for. */
  readonly pinned: boolean;
}

export interface ReferencesParts {
  readonly client: StudioClient;
  readonly session: Session;
  readonly notices: Notices;
}

/** The photos of the library that the next picture is drawn after. */
export class References {
  list = $state.raw<readonly Reference[]>([]);
  looking = $state(false);
  /** What is being dragged: a drop brings only its id. */
  #dragged: PhotoView | undefined;
  readonly #parts: ReferencesParts;
  /** How many the pack in use takes. */
  readonly most = $derived.by(() => this.#parts.session.pack?.references ?? 0);
  readonly full = $derived(this.list.length >= this.most);
  /** No place is left for what could be found. */
  readonly allPinned = $derived(this.list.filter(({ pinned }) => pinned).length >= this.most);

  constructor(parts: ReferencesParts) {
    this.#parts = parts;
  }

  has(photo: PhotoId): boolean {
    return this.list.some((reference) => reference.photo === photo);
  }

  /** A photo that was chosen by hand stays until it is taken away. */
  async add(photo: PhotoView): Promise<void> {
    if (this.has(photo.id)) return;
    if (this.full)
      this.#parts.notices.toast(this.most === 0 ? this.#unable() : `This pack takes ${this.most} references`);
    else await this.#parts.notices.guard(() => this.#take(photo, true));
  }

  /** Those that an earlier picture was drawn after, known by the hashes of their files, in place of all others. */
  recall(hashes: readonly string[], assets: readonly AssetId[]): void {
    this.list = assets.map((asset, index) => {
      const photo = PhotoId.parse(`photo-${(hashes[index] ?? '').slice(0, 32).padStart(32, '0')}`);
      return { photo, asset, thumbnail: asset, name: `Reference ${index + 1} of an earlier picture`, pinned: true };
    });
  }

  /** A photo begins to be dragged. */
  drag(photo: PhotoView): void {
    this.#dragged = photo;
  }

  /** The photo with this id was dropped where references are. */
  async drop(id: PhotoId): Promise<void> {
    if (this.#dragged?.id === id) await this.add(this.#dragged);
  }

  remove(photo: PhotoId): void {
    this.list = this.list.filter((reference) => reference.photo !== photo);
  }

  togglePin(photo: PhotoId): void {
    this.list = this.list.map((each) => (each.photo === photo ? { ...each, pinned: !each.pinned } : each));
  }

  /** Photos of the library that fit the sentence or are like the pinned ones, in place of those that are not pinned. */
  async suggest(sentence: string): Promise<void> {
    const words = sentence.trim();
    const pinned = this.list.filter((each) => each.pinned);
    const most = this.most - pinned.length;
    if (words === '' || this.looking || most <= 0) return;
    this.looking = true;
    await this.#parts.notices.guard(async () => {
      const like = pinned.map(({ photo }) => photo);
      const { photos } = await this.#parts.client.request('library.references', { words, like, most });
      this.list = pinned;
      for (const photo of photos) await this.#take(photo, false);
      if (photos.length === 0) this.#parts.notices.toast('Nothing in the library fits this sentence');
    });
    this.looking = false;
  }

  /** The part of a request that says what the picture is to be like. */
  request(): Pick<GenerateRequest, 'references'> {
    const references = this.list.slice(0, this.most).map(({ asset }) => asset);
    return references.length === 0 ? {} : { references };
  }

  async #take(photo: PhotoView, pinned: boolean): Promise<void> {
    const { id: asset } = await this.#parts.client.request('library.open', { photo: photo.id });
    const { id, name, thumbnail } = photo;
    this.list = [...this.list, { photo: id, asset, name, thumbnail, pinned }];
  }

  #unable(): string {
    return `“${this.#parts.session.pack?.title ?? 'The pack'}” was not trained to draw after references`;
  }
}
