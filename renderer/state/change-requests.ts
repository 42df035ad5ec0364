import {
  type AssetId,
  type BoxLayer,
  type JobRequestInput,
  type LabelledBox,
  type MaskLayer,
  type PackId,
  type Rect,
  type Rectangle,
  type Region,
  type ResultPicture,
  StudioError,
} from '../../preload/contract';
import type { MaskPicture } from '../client/picture-pixels';
import type { StudioClient } from '../client/studio-client';
import { toFrame } from '../editor/boxes';
import { freeLayerId } from '../editor/document';
import type { Size } from '../editor/geometry';
import { newLayerRect } from '../editor/painting';
import { workArea, type WorkArea } from '../editor/work-area';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Editor } from './editor.svelte';
import type { PromptState } from './prompt.svelte';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';
import type { Staging, Subject } from './staging.svelte';

/** What has to be known of pixels to change some. */
export interface PixelPorts {
  /** The picture's own size. */
  sizeOf(address: string): Promise<Size>;
  /** A square PNG file of what the masks cover of the area: white is in. */
  maskFile(masks: readonly MaskPicture[], area: Rect, side: number): Promise<Uint8Array<ArrayBuffer>>;
  /** A PNG file of all of the canvas: white where the parts are. */
  partsFile(parts: readonly Rect[], canvas: Rect): Promise<Uint8Array<ArrayBuffer>>;
}

export interface RequestParts {
  readonly client: StudioClient;
  readonly session: Session;
  readonly document: CanvasDocument;
  readonly staging: Staging;
  readonly editor: Editor;
  readonly prompt: PromptState;
  readonly settings: Settings;
  readonly pixels: PixelPorts;
}

interface Work {
  readonly subject: Subject;
  readonly area: WorkArea;
  readonly size: Size;
}

/** From what is on the canvas and what is written to what the engine is asked for. */
export class ChangeRequests {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** The candidate; or the picture that is selected, or else the topmost one in the frame. */
  get subject(): Subject | undefined {
    const { staging, editor } = this.#parts;
    const selected = editor.selected.findLast((layer) => layer.type === 'picture' && layer.visible);
    return staging.picture === undefined && selected?.type === 'picture' ? selected : staging.subject;
  }

  /** Without masks the model says itself what changes; without a pack the picture decides which one does it. */
  async change(masks: readonly MaskLayer[], pack: PackId | undefined): Promise<JobRequestInput> {
    const work = await this.#work();
    const region = masks.length === 0 ? {} : { region: await this.#region(masks, work) };
    return { ...this.#common(work), pack, task: 'edit', prompt: this.#parts.prompt.text, ...region };
  }

  async fill(masks: readonly MaskLayer[]): Promise<JobRequestInput> {
    const work = await this.#work();
    const region = await this.#region(masks, work);
    return { ...this.#common(work), task: 'inpaint', prompt: this.#parts.prompt.text, region };
  }

  /** What is in the box once more, as its label says. */
  async redraw(box: BoxLayer): Promise<JobRequestInput> {
    const work = await this.#work();
    const place = toFrame(box.rect, work.area.rect);
    if (place === undefined) throw outside(`The box “${box.label}”`);
    const thing: LabelledBox = { label: box.label.trim().slice(0, 100), box: place };
    return { ...this.#common(work), task: 'inpaint', region: { boxes: [place] }, boxes: [thing] };
  }

  /** The cells of the grid, [rows, columns], that the candidate's change drew anew, as a mask of the document. */
  async maskOf({ asset, cells = [] }: ResultPicture, [rows, columns]: readonly [number, number]): Promise<MaskLayer> {
    const { client, pixels, document, staging } = this.#parts;
    const area = staging.areaOf(asset);
    const [width, height] = [area.width / columns, area.height / rows];
    const parts = cells.map((cell) => {
      const [row, column] = [Math.floor(cell / columns), cell % columns];
      return { x: area.x + column * width, y: area.y + row * height, width, height };
    });
    const rect = newLayerRect(document.current);
    const { id } = await client.request('assets.put', { bytes: await pixels.partsFile(parts, rect) });
    const common = { name: 'Mask', visible: true, locked: false, opacity: 1 };
    return { type: 'mask', id: freeLayerId(document.current, 'mask'), ...common, rect, asset: id };
  }

  #common({ subject: { asset, recipe }, area: { part } }: Work) {
    const { session, settings, document } = this.#parts;
    const reads = session.pack?.tasks.includes('read') ?? false;
    const boxes = document.current.layers.some(({ type }) => type === 'box');
    // A picture that was drawn from a plan need not be read, as long as the model sees the same of it.
    const known = part === undefined && recipe?.part === undefined ? recipe?.plan : undefined;
    return {
      pack: session.pack?.id,
      source: asset,
      ...(part === undefined ? {} : { part }),
      ...(known === undefined ? {} : { before: known }),
      ...(reads && boxes ? { readBack: true } : {}),
      seed: settings.seedForDrawing(),
      candidates: settings.pictures,
      settings: settings.overrides,
    };
  }

  async #work(): Promise<Work> {
    const { client, pixels, document } = this.#parts;
    const { subject } = this;
    if (subject === undefined) throw outside('The picture');
    const size = await pixels.sizeOf(client.assetUrl(subject.asset));
    const area = workArea(subject, document.current.frame, size);
    if (area === undefined) throw outside('The picture');
    return { subject, area, size };
  }

  async #region(masks: readonly MaskLayer[], { area: { rect, part }, size }: Work): Promise<Region> {
    const { client, pixels } = this.#parts;
    const pictures = masks.map((layer) => ({ address: client.assetUrl(layer.asset), rect: layer.rect }));
    const bytes = await pixels.maskFile(pictures, rect, sideOf(part, size));
    const { id } = await client.request('assets.put', { bytes });
    return { mask: id satisfies AssetId };
  }
}

function sideOf(part: Rectangle | undefined, { width, height }: Size): number {
  return part === undefined ? Math.min(width, height) : Math.round((part.x1 - part.x0) * width);
}

function outside(what: string): StudioError {
  return new StudioError({
    code: 'region-empty',
    message: `${what} does not lie upright in the frame.`,
    hint: 'Move the frame (Shift+F) over it, and turn the picture upright.',
  });
}
