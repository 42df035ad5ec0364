import {
  StudioError,
  type AssetId,
  type ControlKind,
  type ControlLayer,
  type ControlRequest,
  type PictureClass,
  type Rect,
  type TaskName,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { paintOf } from '../editor/controls';
import { contain } from '../editor/geometry';
import { shapeOf } from '../editor/selection';
import type { Shape } from '../editor/shape';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Session } from './session.svelte';
import type { Staging } from './staging.svelte';

/** A picture where it lies in the document. */
export interface PlacedPicture extends Shape {
  readonly asset: AssetId;
  readonly opacity: number;
}

/** A square of the document as a picture of its own. */
export interface FrameView {
  /** From the bottom to the top. */
  readonly pictures: readonly PlacedPicture[];
  readonly frame: Rect;
  /** Of the picture that is made, in pixels. */
  readonly side: number;
  /** The colour where nothing lies. */
  readonly ground: string;
  /** Every pixel gets the nearest of these; its own where there are none. */
  readonly colours: readonly string[];
}

/** Gives the picture as the bytes of a PNG file. */
export type ViewFrame = (wanted: FrameView) => Promise<Uint8Array<ArrayBuffer>>;

export interface ControlMakerParts {
  readonly client: StudioClient;
  readonly session: Session;
  readonly document: CanvasDocument;
  readonly staging: Staging;
  readonly view: ViewFrame;
}

/** The task by which a pack makes a control of that kind from a picture; edges are found without a pack. */
export const makingTasks = { segmentation: 'segment', depth: 'depth' } as const satisfies Partial<
  Record<ControlKind, TaskName>
>;

/** Makes the pictures that others are drawn along. */
export class ControlMaker {
  readonly #parts: ControlMakerParts;

  constructor(parts: ControlMakerParts) {
    this.#parts = parts;
  }

  /** An empty one, to draw on, with a pixel for each of the document's. */
  async empty(kind: ControlKind): Promise<AssetId> {
    const { frame } = this.#parts.document.current;
    return this.#seen({ pictures: [], side: Math.round(frame.width), ground: this.#ground(kind), colours: [] });
  }

  /** Whether there is a picture in the frame to make one of. */
  get hasSource(): boolean {
    const { staging } = this.#parts;
    return staging.frameTaken || staging.picture !== undefined;
  }

  /** One of what is seen in the frame; nothing where the work was cancelled. Throws what the job failed with. */
  async ofFrame(kind: ControlKind): Promise<AssetId | undefined> {
    const { session } = this.#parts;
    const source = await this.#seen({ pictures: this.#pictures(), side: this.#side, ground: '#ffffff', colours: [] });
    if (kind !== 'segmentation' && kind !== 'depth') return this.edgesOf(source);
    const task = makingTasks[kind];
    const job = await session.ended(await session.submit({ task, source, pack: session.pack?.id }));
    if (job.error !== undefined) throw new StudioError(job.error);
    return job.result?.kind === 'pictures' ? job.result.pictures[0]?.asset : undefined;
  }

  /** The edges of a picture's middle square. */
  async edgesOf(asset: AssetId): Promise<AssetId> {
    return (await this.#parts.client.request('assets.edges', { asset, side: this.#side })).id;
  }

  /** The part of a control that lies in the frame, as the model is to see it; maps of classes in their colours alone. */
  async forModel({ control: kind, asset, ...layer }: ControlLayer): Promise<Pick<ControlRequest, 'control' | 'kind'>> {
    // How strongly it covers the canvas is for the eyes.
    const pictures = [{ asset, ...shapeOf({ ...layer, control: kind, asset }), opacity: 1 }];
    const colours = kind === 'segmentation' ? this.#classes.map(({ colour }) => colour) : [];
    return { kind, control: await this.#seen({ pictures, side: this.#side, ground: this.#ground(kind), colours }) };
  }

  async keep(bytes: Uint8Array<ArrayBuffer>): Promise<AssetId> {
    return (await this.#parts.client.request('assets.put', { bytes })).id;
  }

  /** What is seen in the frame: the document's pictures under the candidate. */
  #pictures(): readonly PlacedPicture[] {
    const { layers, frame } = this.#parts.document.current;
    const shown = layers.flatMap((layer) =>
      layer.type === 'picture' && layer.visible
        ? [{ asset: layer.asset, opacity: layer.opacity, ...shapeOf(layer) }]
        : [],
    );
    const { picture } = this.#parts.staging;
    if (picture === undefined) return shown;
    return [...shown, { asset: picture.asset, opacity: 1, rect: contain(picture, frame), rotation: 0 }];
  }

  async #seen(wanted: Omit<FrameView, 'frame'>): Promise<AssetId> {
    const { frame } = this.#parts.document.current;
    return this.keep(await this.#parts.view({ ...wanted, frame }));
  }

  #ground(kind: ControlKind): string {
    return paintOf(kind, this.#classes).ground;
  }

  get #classes(): readonly PictureClass[] {
    return this.#parts.session.pack?.classes ?? [];
  }

  /** Side of the pictures that the pack reads. */
  get #side(): number {
    return this.#parts.session.pack?.image?.pixels ?? 256;
  }
}
