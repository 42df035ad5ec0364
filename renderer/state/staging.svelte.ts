import type { AssetId, PictureLayer, Rect, Rectangle, ResultPicture } from '../../preload/contract';
import { pictureInFrame } from '../editor/document';
import { changeAt } from '../editor/changes';
import { contain } from '../editor/geometry';
import { homeOf, type Lineage } from '../editor/lineage';
import { obedienceOfBoxes } from '../editor/obedience';
import { uncover } from '../editor/uncover';
import { areaOfPart } from '../editor/work-area';
import type { CanvasDocument } from './canvas-document.svelte';
import { lineageOf, picturesOf } from './jobs';
import type { Session } from './session.svelte';

/** A picture that the canvas shows: a candidate, or the topmost one of the document. */
export type Seen = Pick<PictureLayer, 'asset' | 'name' | 'recipe'>;

/** The picture that a change is asked for, and where it lies. */
export type Subject = Seen & Pick<PictureLayer, 'rect' | 'rotation'>;

/** Where an accepted candidate goes. */
export type Acceptance = 'replace' | 'layer';

/** The candidates that were drawn. They lie over the frame to be looked at, and touch the document only when accepted. */
export class Staging {
  /** The line of the comparison, in parts of the frame's width. */
  split = $state(0.5);
  comparing = $state(false);
  /** Shows what lies below for as long as a key or button is held. */
  peeking = $state(false);
  heat = $state(false);
  #chosen = $state.raw<AssetId>();
  #against = $state.raw<AssetId>();
  /** The latest last, so that they can be brought back. */
  #discarded = $state.raw<readonly AssetId[]>([]);
  #listener: () => void = () => undefined;
  readonly #session: Session;
  readonly #document: CanvasDocument;
  readonly #all = $derived.by(() => this.#session.jobs.flatMap(picturesOf));
  /** Oldest first, without those that were discarded. */
  readonly pictures: readonly ResultPicture[] = $derived.by(() =>
    this.#all.filter(({ asset }) => !this.#discarded.includes(asset)),
  );
  /** The candidate over the frame. */
  readonly picture = $derived.by(() => this.pictures.find(({ asset }) => asset === this.#chosen));
  /** What the candidate is compared with; the document where there is none. */
  readonly against = $derived.by(() => this.pictures.find(({ asset }) => asset === this.#against));
  /** What each picture was made from by a change. */
  readonly lineage: Lineage = $derived.by(() => lineageOf(this.#session.jobs));
  /** The layer that the candidate is a changed version of, if it is one. */
  readonly home = $derived.by(() => this.#home());
  /** Where the candidate lies. */
  readonly rect: Rect = $derived.by(() => this.#rect());
  readonly seen: Seen | undefined = $derived.by(() => this.#seen());
  /** Place of the picture that is seen; -1 if it is none of them. */
  readonly place = $derived.by(() => this.pictures.findIndex(({ asset }) => asset === this.seen?.asset));
  /** How well the boxes were obeyed in the picture that is seen, where the model has read it back. */
  readonly obeyed = $derived.by(() => {
    const drawn = this.#all.find(({ asset }) => asset === this.seen?.asset);
    const things = drawn?.recipe.plan?.things ?? [];
    return obedienceOfBoxes(this.#document.current, things, drawn?.obeyed ?? [], this.areaOf(drawn?.asset));
  });
  readonly discarded = $derived(this.#discarded.length);

  /** What a change would begin with: the candidate, or else the picture in the frame. */
  readonly subject: Subject | undefined = $derived.by(() => this.#subject());
  /** How many pixels are other ones than before in the picture that is seen, where it was made by a change. */
  readonly changed = $derived.by(() => this.#all.find(({ asset }) => asset === this.seen?.asset)?.changed);
  /** What was done to its colours, where it was filtered and not drawn. */
  readonly filter = $derived.by(() => this.#all.find(({ asset }) => asset === this.seen?.asset)?.recipe.filter);

  constructor(session: Session, document: CanvasDocument) {
    this.#session = session;
    this.#document = document;
  }

  /** Whether something lies in the frame that a new picture would cover. */
  get frameTaken(): boolean {
    return pictureInFrame(this.#document.current) !== undefined;
  }

  /** Calls back when the user looks at another picture. */
  onChosen(listener: () => void): void {
    this.#listener = listener;
  }

  /** The picture's place among those that were drawn and ranked with it, 1 the best; nothing where none were. */
  rankOf(picture: ResultPicture): number | undefined {
    if (picture.scores === undefined) return undefined;
    const drawnTogether = this.#session.jobs.map(picturesOf).find((pictures) => pictures.includes(picture)) ?? [];
    return drawnTogether.length < 2 ? undefined : drawnTogether.indexOf(picture) + 1;
  }

  choose({ asset }: ResultPicture): void {
    this.#listener();
    this.#chosen = asset === this.#document.picture?.asset ? undefined : asset;
    if (this.#chosen === this.#against) this.#against = undefined;
  }

  /** Compares the chosen candidate with another one. */
  compareWith({ asset }: ResultPicture): void {
    if (this.#chosen === undefined || asset === this.#chosen) return;
    this.#against = asset;
    this.comparing = true;
  }

  toggleComparing(): void {
    this.comparing = !this.comparing && this.picture !== undefined;
    this.#against = undefined;
    this.split = 0.5;
  }

  previous(): void {
    this.#chooseAt(this.place < 0 ? this.pictures.length - 1 : this.place - 1);
  }

  next(): void {
    this.#chooseAt(this.place + 1);
  }

  /** Puts the candidate into the document, as one step that can be undone. */
  accept(how: Acceptance = 'replace'): void {
    const { picture, home } = this;
    if (picture === undefined) return;
    this.leave();
    const arriving = { ...picture, name: picture.recipe.prompt };
    if (home !== undefined) {
      const { current } = this.#document;
      const changed = changeAt(current, home, arriving, how);
      this.#document.change('change a picture', [...changed, ...uncover(current, picture.recipe, home.rect)]);
    } else if (how === 'layer') this.#document.placeAbove('accept as a layer', arriving);
    else this.#document.place('accept', arriving);
  }

  /** What is called by its recipe, for files. */
  seenAs({ asset, recipe }: ResultPicture): Seen {
    return { asset, name: recipe.prompt, recipe };
  }

  /** Takes the candidate off the frame; it stays in the strip. */
  leave(): void {
    this.#chosen = undefined;
    this.#against = undefined;
    this.comparing = false;
    this.peeking = false;
    this.heat = false;
  }

  /** Throws a picture away; where that is the candidate, the next one takes its place. */
  discard(gone = this.picture): void {
    const { picture, place } = this;
    if (gone === undefined) return;
    if (gone !== picture) {
      this.#discarded = [...this.#discarded, gone.asset];
      return;
    }
    const next = this.pictures[place + 1] ?? this.pictures[place - 1];
    this.#discarded = [...this.#discarded, picture.asset];
    this.leave();
    if (next !== undefined) this.choose(next);
  }

  /** All that are not in the document. */
  discardAll(): void {
    const used = this.#document.current.layers.flatMap((layer) => (layer.type === 'picture' ? [layer.asset] : []));
    const gone = this.pictures.filter(({ asset }) => !used.includes(asset)).map(({ asset }) => asset);
    this.#discarded = [...this.#discarded, ...gone];
    this.leave();
  }

  /** Brings back what was discarded. */
  bringBack(): void {
    this.#discarded = [];
  }

  /** Where in the document the model worked on a picture: the frame, unless the picture was made by a change. */
  areaOf(asset: AssetId | undefined): Rect {
    const origin = asset === undefined ? undefined : this.lineage.get(asset);
    return origin === undefined ? this.#document.current.frame : this.areaOfChange(origin);
  }

  /** Where in the document a change takes place. */
  areaOfChange({ source, part }: { readonly source: AssetId; readonly part?: Rectangle | undefined }): Rect {
    const { current } = this.#document;
    const home = homeOf(current, source, this.lineage);
    return areaOfPart({ rect: home?.rect ?? current.frame }, part);
  }

  #home(): PictureLayer | undefined {
    const { picture } = this;
    if (picture === undefined || !this.lineage.has(picture.asset)) return undefined;
    return homeOf(this.#document.current, picture.asset, this.lineage);
  }

  #rect(): Rect {
    const { frame } = this.#document.current;
    return this.home?.rect ?? (this.picture === undefined ? frame : contain(this.picture, frame));
  }

  #subject(): Subject | undefined {
    const { seen, home, rect } = this;
    if (this.picture === undefined) return pictureInFrame(this.#document.current);
    const rotation = home?.rotation;
    return seen && { ...seen, rect, ...(rotation === undefined ? {} : { rotation }) };
  }

  #chooseAt(place: number): void {
    const picture = this.pictures[place];
    if (picture !== undefined) this.choose(picture);
  }

  #seen(): Seen | undefined {
    const { picture } = this;
    if (picture === undefined) return this.#document.picture;
    return this.seenAs(picture);
  }
}
