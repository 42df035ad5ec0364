import type { ResultPicture } from '../../preload/contract';
import type { CanvasDocument } from './canvas-document.svelte';
import { arriving, type Drawing } from './drawing.svelte';
import { picturesOf } from './jobs';
import type { Session } from './session.svelte';

/** The pictures drawn in this session, oldest first, and which of them the canvas shows. */
export class Gallery {
  readonly #session: Session;
  readonly #document: CanvasDocument;
  readonly #drawing: Drawing;
  readonly pictures = $derived.by(() => this.#session.jobs.flatMap(picturesOf));
  readonly place = $derived.by(() => this.#placeOf(this.#document.picture?.asset));

  constructor(session: Session, document: CanvasDocument, drawing: Drawing) {
    this.#session = session;
    this.#document = document;
    this.#drawing = drawing;
  }

  /** The picture's place among those that were drawn and ranked with it, 1 the best; nothing where none were. */
  rankOf(picture: ResultPicture): number | undefined {
    if (picture.scores === undefined) return undefined;
    const drawnTogether = this.#session.jobs.map(picturesOf).find((pictures) => pictures.includes(picture)) ?? [];
    return drawnTogether.length < 2 ? undefined : drawnTogether.indexOf(picture) + 1;
  }

  choose(picture: ResultPicture): void {
    this.#drawing.watched = undefined;
    this.#document.browse(arriving(picture));
  }

  previous(): void {
    this.#chooseAt(this.place < 0 ? this.pictures.length - 1 : this.place - 1);
  }

  next(): void {
    this.#chooseAt(this.place + 1);
  }

  #chooseAt(place: number): void {
    const picture = this.pictures[place];
    if (picture !== undefined) this.choose(picture);
  }

  #placeOf(asset: string | undefined): number {
    return this.pictures.findIndex((picture) => picture.asset === asset);
  }
}
