import {
  maximumAssetBytes,
  type AssetId,
  type ControlKind,
  type ControlRequest,
  type PictureClass,
} from '../../preload/contract';
import { updateLayer } from '../editor/changes';
import { addControl, coloursOf, currentControl, follow, isFollowed, lineWidthOf, paintOf } from '../editor/controls';
import type { PaintedLayer } from '../editor/painting';
import { ControlMaker, makingTasks, type ControlMakerParts, type ViewFrame } from './control-maker';
import type { Editor } from './editor.svelte';
import { bytesOf, type PictureFile } from './file-bytes';
import type { Notices } from './notices.svelte';

export interface ControllingParts extends Omit<ControlMakerParts, 'view'> {
  readonly editor: Editor;
  readonly notices: Notices;
  readonly pickFile: () => Promise<PictureFile | undefined>;
}

export const controlNames: Readonly<Record<ControlKind, string>> = {
  sketch: 'Sketch',
  edges: 'Edges',
  segmentation: 'Classes',
  depth: 'Depth',
};

/** Pictures that others are drawn along: layers that are made by hand, from a picture or from a file, and changed at will. */
export class Controlling {
  /** The kind that is made next. */
  kind = $state<ControlKind>('sketch');
  /** Whether one is being made. */
  busy = $state(false);
  #view: ViewFrame = () => Promise.reject(new Error('There is no canvas.'));
  readonly #parts: ControllingParts;
  readonly #maker: ControlMaker;
  readonly layer = $derived.by(() => currentControl(this.#parts.document.current));
  /** Whether the next picture is to be drawn along the control. */
  readonly followed = $derived(this.layer !== undefined && isFollowed(this.layer));
  readonly possible = $derived.by(() => this.#parts.session.pack?.tasks.includes('control') ?? false);
  readonly classes: readonly PictureClass[] = $derived.by(() => this.#parts.session.pack?.classes ?? []);
  /** Whether the control is what is painted on now. */
  readonly painted = $derived.by(
    () => this.layer?.visible === true && this.#parts.editor.selection.includes(this.layer.id),
  );
  /** What the control is painted with, by name. */
  readonly colours = $derived(this.layer === undefined ? [] : coloursOf(this.layer.control, this.classes));
  /** A kind cannot be made from a picture where the pack lacks the task for it; edges need no pack. */
  readonly makes = $derived.by(() => this.#makes(this.kind));

  constructor(parts: ControllingParts) {
    this.#parts = parts;
    this.#maker = new ControlMaker({ ...parts, view: (wanted) => this.#view(wanted) });
  }

  /** Who makes pictures of squares of the document: the canvas has the pixels. */
  onView(view: ViewFrame): void {
    this.#view = view;
  }

  get hasSource(): boolean {
    return this.#maker.hasSource;
  }

  /** What the eraser leaves on a layer; nothing at all but on controls. */
  groundOf(layer: PaintedLayer | undefined): string | undefined {
    return layer?.type === 'control' ? paintOf(layer.control, this.classes).ground : undefined;
  }

  /** Begins one by hand, with the brush on an empty ground. */
  async draw(): Promise<void> {
    await this.#add((kind) => this.#maker.empty(kind));
    this.edit();
  }

  /** Makes one from what is seen in the frame. */
  async make(): Promise<void> {
    if (this.makes && this.hasSource) await this.#add((kind) => this.#maker.ofFrame(kind));
  }

  /** Takes one from a file. */
  async open(): Promise<void> {
    const file = await this.#parts.pickFile();
    if (file !== undefined) await this.take(file);
  }

  /** Takes a file that is a control of the chosen kind already. */
  async take(file: PictureFile): Promise<void> {
    await this.#add(async () => this.#maker.keep(await bytesOf(file, maximumAssetBytes)));
  }

  /** Takes the edges of what a file shows. */
  async takeEdges(file: PictureFile): Promise<void> {
    this.kind = 'edges';
    await this.#add(async () => this.#maker.edgesOf(await this.#maker.keep(await bytesOf(file, maximumAssetBytes))));
  }

  /** Takes the brush to it. */
  edit(): void {
    const { layer } = this;
    if (layer === undefined) return;
    const { document, editor, staging } = this.#parts;
    staging.leave();
    if (!layer.visible) document.change('show or hide', updateLayer(document.current, { ...layer, visible: true }));
    editor.select([layer.id]);
    editor.choose('brush');
    editor.colour = paintOf(layer.control, this.classes).ink;
    const share = lineWidthOf(layer.control);
    if (share !== undefined) editor.brushSize = Math.max(1, Math.round(share * layer.rect.width));
  }

  setFollowed(followed: boolean): void {
    const { document } = this.#parts;
    if (this.layer === undefined) return;
    document.change(
      followed ? 'follow the control' : 'leave the control',
      follow(document.current, this.layer, followed),
    );
  }

  /** What a request says of the control; nothing where none is followed, or the pack cannot. */
  async request(): Promise<Pick<ControlRequest, 'control' | 'kind'> | undefined> {
    return this.layer !== undefined && this.followed && this.possible ? this.#maker.forModel(this.layer) : undefined;
  }

  async #add(make: (kind: ControlKind) => Promise<AssetId | undefined>): Promise<void> {
    const { kind } = this;
    const { document, editor, notices } = this.#parts;
    if (this.busy) return;
    this.busy = true;
    await notices.guard(async () => {
      const asset = await make(kind);
      if (asset === undefined) return;
      const { layer, diff } = addControl(document.current, { kind, asset, name: controlNames[kind] });
      document.change('add a control', diff);
      editor.select([layer.id]);
    });
    this.busy = false;
  }

  #makes(kind: ControlKind): boolean {
    if (kind === 'edges') return true;
    if (kind === 'sketch') return false;
    return this.#parts.session.pack?.tasks.includes(makingTasks[kind]) ?? false;
  }
}
