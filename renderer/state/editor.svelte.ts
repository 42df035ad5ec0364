import type { BoxLayer, Layer, LayerId, StudioDocument } from '../../preload/contract';
import {
  freeGroup,
  groupLayers,
  moveLayers,
  pasteLayers,
  removeLayers,
  reorder,
  updateEach,
  type Order,
} from '../editor/arrange';
import { updateLayer } from '../editor/changes';
import { applyDiff } from '../editor/diff';
import type { Point } from '../editor/geometry';
import { prune, selectable, selectedLayers, type Selection } from '../editor/selection';
import { startTool } from '../editor/tools';
import type { Act, Phase, ToolEvent, ToolName } from '../editor/tools/phase';
import type { CanvasDocument } from './canvas-document.svelte';
import type { ViewState } from './view.svelte';

/** The acts that need pixels; the canvas has them. */
export type PixelAct = Extract<Act, { kind: 'stroke' | 'mask' | 'fill' | 'pick' }>;

export interface Naming {
  readonly layer: LayerId;
  /** A box that was just drawn: without a label it goes away again. */
  readonly fresh: boolean;
}

// Where a copy that was pasted lies beside what it was copied from, in document pixels.
const pasteOffset = 16;

/** The tool in the user's hand, what is selected, and what both do to the document. */
export class Editor {
  tool = $state<ToolName>('select');
  snapping = $state(true);
  rulers = $state(false);
  /** Diameter of the brush in document pixels, and what it paints with. */
  brushSize = $state(24);
  colour = $state('#e8503a');
  naming = $state.raw<Naming>();
  #selection = $state.raw<Selection>([]);
  #phase = $state.raw<Phase>(startTool('select'));
  /** The document that the gesture's preview was made for. */
  #base = $state.raw<StudioDocument>();
  #clipboard: readonly Layer[] = [];
  #pasted = 0;
  #pixels: (act: PixelAct) => void = () => undefined;
  readonly #document: CanvasDocument;
  readonly #view: ViewState;

  readonly selection: Selection = $derived.by(() => prune(this.#document.current, this.#selection));
  readonly selected: readonly Layer[] = $derived.by(() => selectedLayers(this.#document.current, this.selection));
  /** What the gesture shows; nothing once the document has become another one under it. */
  readonly preview = $derived.by(() => (this.#base === this.#document.current ? this.#phase.preview : undefined));
  readonly cursor = $derived(this.#phase.cursor);
  /** The document with what the gesture is about to change. */
  readonly shown: StudioDocument = $derived.by(() => {
    const diff = this.preview?.diff;
    return diff === undefined ? this.#document.current : applyDiff(this.#document.current, diff);
  });
  /** The box whose label is asked for. */
  readonly named: BoxLayer | undefined = $derived.by(() => {
    const layer = this.shown.layers.find(({ id }) => id === this.naming?.layer);
    return layer?.type === 'box' ? layer : undefined;
  });

  constructor(document: CanvasDocument, view: ViewState) {
    this.#document = document;
    this.#view = view;
  }

  /** Who does what needs pixels. */
  onPixels(handler: (act: PixelAct) => void): void {
    this.#pixels = handler;
  }

  choose(tool: ToolName): void {
    this.#phase.on({ kind: 'cancel' }, this.#context());
    this.tool = tool;
    this.#phase = startTool(tool);
    this.#view.hand = tool === 'hand';
  }

  /** Hands the tool what pointer or keyboard do, and does what comes of it. */
  send(event: ToolEvent): void {
    if (event.kind === 'down' && this.naming !== undefined) this.endNaming(undefined);
    const { phase, acts } = this.#phase.on(event, this.#context());
    // What is done may take another tool to the hand, whose phase is then the one that counts.
    this.#phase = phase;
    for (const act of acts) this.#do(act);
    this.#base = this.#document.current;
  }

  /** The pointer has a size of its own: what it will paint. */
  get brushing(): boolean {
    return ['brush', 'eraser', 'restore', 'mask-brush'].includes(this.tool);
  }

  /** The picked colour is for the brush. */
  pickColour(colour: string): void {
    this.colour = colour;
    this.choose('brush');
  }

  /** To the next finer or coarser brush. */
  resizeBrush(direction: 1 | -1): void {
    const step = Math.max(1, Math.round(this.brushSize * 0.2));
    this.brushSize = Math.min(512, Math.max(1, this.brushSize + direction * step));
  }

  /** Whether Escape or Enter mean something to the tool now. */
  get busy(): boolean {
    return this.preview !== undefined && Object.keys(this.preview).length > 0;
  }

  select(selection: Selection): void {
    this.#selection = selection;
  }

  selectAll(): void {
    this.#selection = selectable(this.#document.current).map(({ id }) => id);
  }

  remove(): void {
    this.#commit('delete', removeLayers(this.#document.current, this.selection));
  }

  nudge(by: Point): void {
    this.#document.extend('nudge', moveLayers(this.#document.current, this.selection, by));
  }

  order(order: Order): void {
    this.#commit('change the order', reorder(this.#document.current, this.selection, order));
  }

  copy(): void {
    this.#clipboard = this.selected;
    this.#pasted = 0;
  }

  cut(): void {
    this.copy();
    this.remove();
  }

  /** Whether something was copied and not a picture file from elsewhere. */
  get canPaste(): boolean {
    return this.#clipboard.length > 0;
  }

  paste(): void {
    this.#pasted += 1;
    this.#add('paste', this.#clipboard, this.#pasted * pasteOffset);
  }

  duplicate(): void {
    this.#add('duplicate', this.selected, pasteOffset);
  }

  group(): void {
    const { current } = this.#document;
    if (this.selection.length > 1) this.#commit('group', groupLayers(current, this.selection, freeGroup(current)));
  }

  ungroup(): void {
    this.#commit('ungroup', groupLayers(this.#document.current, this.selection, undefined));
  }

  toggleVisible(id: LayerId): void {
    this.#update('show or hide', [id], (layer) => ({ ...layer, visible: !layer.visible }));
  }

  toggleLocked(id: LayerId): void {
    this.#update('lock or unlock', [id], (layer) => ({ ...layer, locked: !layer.locked }));
  }

  /** Walking a slider along is one step of the history. */
  setOpacity(id: LayerId, opacity: number): void {
    const diff = updateEach(this.#document.current, [id], (layer) => ({ ...layer, opacity }), 'change');
    this.#document.extend('opacity', diff);
  }

  name(id: LayerId, fresh = false): void {
    this.naming = { layer: id, fresh };
  }

  /** Takes the label over; `undefined` leaves it, and takes a box away that has none yet. */
  endNaming(label: string | undefined): void {
    const { naming, named } = this;
    this.naming = undefined;
    if (naming === undefined || named === undefined) return;
    const text = label?.trim().slice(0, 100) ?? '';
    if (text !== '') this.#label(named, text, naming.fresh);
    else if (naming.fresh) this.#document.retract();
  }

  rename(id: LayerId, label: string): void {
    const layer = this.#document.current.layers.find((each) => each.id === id);
    if (layer === undefined || label.trim() === '') return;
    if (layer.type === 'box') this.#label(layer, label.trim().slice(0, 100), false);
    else this.#commit('rename', updateLayer(this.#document.current, { ...layer, name: label.trim().slice(0, 200) }));
  }

  #label(box: BoxLayer, label: string, fresh: boolean): void {
    if (label === box.label) return;
    const diff = updateLayer(this.#document.current, { ...box, label, name: label });
    // A box and its first label are one step.
    if (fresh) this.#document.extend('draw a box', diff);
    else this.#commit('change a label', diff);
  }

  #do(act: Act): void {
    switch (act.kind) {
      case 'select':
        this.#selection = act.selection;
        return;
      case 'commit':
        this.#commit(act.mark, act.diff);
        return;
      case 'name':
        this.name(act.layer, act.fresh);
        return;
      case 'stroke':
      case 'mask':
      case 'fill':
      case 'pick':
        this.#pixels(act);
        return;
    }
  }

  #add(mark: string, layers: readonly Layer[], offset: number): void {
    const { diff, ids } = pasteLayers(this.#document.current, layers, { x: offset, y: offset });
    this.#commit(mark, diff);
    this.#selection = ids;
  }

  #update(mark: string, ids: Selection, change: (layer: Layer) => Layer): void {
    this.#commit(mark, updateEach(this.#document.current, ids, change, 'change'));
  }

  #commit(mark: string, diff: Parameters<CanvasDocument['change']>[1]): void {
    this.#document.change(mark, diff);
  }

  #context() {
    return {
      document: this.#document.current,
      selection: this.selection,
      scale: this.#view.current.scale,
      snapping: this.snapping,
    };
  }
}
