import type { BoxLayer, MaskLayer, PackView } from '../../preload/contract';
import { addLayer } from '../editor/changes';
import { intersection } from '../editor/geometry';
import { cannot, type Act } from './acts';
import { ChangeRequests, type RequestParts } from './change-requests';
import type { Drawing } from './drawing.svelte';
import { editIdeas, filterIdeas, isFilter } from './edit-ideas';
import type { Reader } from './reader.svelte';

export interface ChangingParts extends RequestParts {
  readonly drawing: Drawing;
  readonly reader: Reader;
}

/** What the sentence does, and how the picture that is seen becomes another one. */
export class Changing {
  #act = $state<Act>('draw');
  /** Whether a mask that there is says what changes, in place of the model. */
  masked = $state(true);
  /** What was written for the other acts. */
  #drafts: Partial<Record<Act, string>> = {};
  readonly #parts: ChangingParts;
  readonly #requests: ChangeRequests;
  /** The masks that are seen in the frame. */
  readonly masks: readonly MaskLayer[] = $derived.by(() => this.#masksInFrame());
  /** The packs that change pictures. */
  readonly changers: readonly PackView[] = $derived.by(() =>
    this.#parts.session.packs.filter(({ tasks }) => tasks.includes('edit')),
  );
  /** The one that changes the picture that is seen; as long as it is not known, the picture decides. */
  readonly changer = $derived.by(() => this.#changer());
  /** Why no pack can do what is chosen. */
  readonly unable = $derived.by(() => this.#unable());
  /** What is missing before it can be done. */
  readonly missing = $derived.by(() => this.#missing());
  readonly ideas = $derived.by(() => this.#ideas());

  constructor(parts: ChangingParts) {
    this.#parts = parts;
    this.#requests = new ChangeRequests(parts);
  }

  get act(): Act {
    return this.#act;
  }

  /** Each act keeps the words that were written for it. */
  choose(act: Act): void {
    const { prompt } = this.#parts;
    this.#drafts[this.#act] = prompt.text;
    this.#act = act;
    prompt.text = this.#drafts[act] ?? '';
  }

  get ready(): boolean {
    const { drawing, session } = this.#parts;
    if (this.#act === 'draw') return drawing.ready;
    return session.engine?.state === 'ready' && this.unable === undefined && this.missing === undefined;
  }

  /** Does what is chosen with what is written. */
  async begin(): Promise<void> {
    const { drawing, prompt } = this.#parts;
    if (this.#act === 'draw') return drawing.generate();
    if (!this.ready) return;
    prompt.remember();
    const { masks } = this;
    if (this.#act === 'fill') await drawing.run(() => this.#requests.fill(masks));
    else await drawing.run(() => this.#requests.change(this.masked ? masks : [], this.changer?.id));
  }

  /** Whether a box can be drawn anew in the picture that is seen. */
  get canRedrawBoxes(): boolean {
    const { session } = this.#parts;
    return this.#requests.subject !== undefined && (session.pack?.tasks.includes('inpaint') ?? false);
  }

  /** Whether the candidate was made by a change of a part that can be given another shape. */
  get canAdjust(): boolean {
    const { staging, session } = this.#parts;
    return (staging.picture?.cells?.length ?? 0) > 0 && session.pack?.image !== undefined;
  }

  /** Goes back to what the candidate was made from; the part that changed becomes a mask to be painted at. */
  async adjust(): Promise<void> {
    const { staging, session, document, editor, prompt, drawing } = this.#parts;
    const { picture } = staging;
    const grid = session.pack?.image?.grid;
    if (picture?.cells === undefined || grid === undefined || drawing.busy) return;
    const mask = await this.#requests.maskOf(picture, grid);
    const source = staging.lineage.get(picture.asset)?.source;
    const inDocument = document.current.layers.some((layer) => layer.type === 'picture' && layer.asset === source);
    const earlier = inDocument ? undefined : staging.pictures.find(({ asset }) => asset === source);
    document.change('adjust the part', addLayer(document.current, mask));
    if (earlier === undefined) staging.leave();
    else staging.choose(earlier);
    this.choose(picture.recipe.task === 'inpaint' ? 'fill' : 'change');
    prompt.text = picture.recipe.prompt;
    this.masked = true;
    editor.choose('mask-brush');
  }

  /** Draws what is in the box anew, as its label says. */
  async redraw(box: BoxLayer): Promise<void> {
    if (!this.canRedrawBoxes || box.label.trim() === '') return;
    await this.#parts.drawing.run(() => this.#requests.redraw(box));
  }

  #changer(): PackView | undefined {
    if (this.changers.length === 1) return this.changers[0];
    const { reader } = this.#parts;
    return this.changers.find(({ id }) => id === reader.pack?.id);
  }

  #unable(): string | undefined {
    const anyChanges = this.#act === 'change' && this.changers.length > 0;
    return anyChanges ? undefined : cannot(this.#parts.session.pack, this.#act);
  }

  /** A pack that filters understands few words, so those come first. */
  #ideas(): readonly string[] {
    const { changer, changers } = this;
    const filters = changer === undefined ? changers.find(isFilter) : isFilter(changer) ? changer : undefined;
    if (filters !== undefined) return filterIdeas(filters.regions);
    return editIdeas(changer?.labels ?? [], this.#requests.subject?.recipe?.plan);
  }

  #masksInFrame(): readonly MaskLayer[] {
    const { layers, frame } = this.#parts.document.current;
    const masks = layers.filter((layer): layer is MaskLayer => layer.type === 'mask' && layer.visible);
    return masks.filter(({ rect }) => intersection(rect, frame) !== undefined);
  }

  #missing(): string | undefined {
    const { prompt } = this.#parts;
    if (this.#act === 'draw') return undefined;
    if (this.#requests.subject === undefined)
      return 'There is no picture in the frame yet. Draw one, or drop a photo here.';
    if (this.#act === 'fill' && this.masks.length === 0)
      return 'Mark the part first: with a rectangle (M), the mask brush (Shift+M) or the lasso (L).';
    if (this.#act === 'change' && prompt.text.trim() === '') return 'Write what shall change.';
    return undefined;
  }
}
