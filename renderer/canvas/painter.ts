import { AssetId, type PictureLayer, type StudioDocument } from '../../preload/contract';
import { addLayer, updateLayer } from '../editor/changes';
import type { Diff } from '../editor/diff';
import { freeLayerId } from '../editor/document';
import { newLayerRect, paintTarget, toPixels, type PaintedLayer, type ToPixels } from '../editor/painting';
import type { Selection } from '../editor/selection';
import type { Stroke, StrokeKind } from '../editor/stroke';
import type { DrawnShape } from '../editor/tools/phase';
import type { Painted } from './picture-store';
import { strokePath } from './stroke-path';

export interface PainterPorts {
  document(): StudioDocument;
  selection(): Selection;
  brush(): { readonly size: number; readonly colour: string };
  /** The picture, as soon as it is loaded. */
  picture(asset: AssetId): Painted | undefined;
  /** As `picture`, but waits for it: a layer that was made a moment ago is painted on as well. */
  loaded(asset: AssetId): Promise<Painted | undefined>;
  wet(layer: string, canvas: OffscreenCanvas | undefined): void;
  /** Gives the pixels to the host; resolves with their name there. */
  keep(canvas: OffscreenCanvas): Promise<AssetId>;
  /** What an eraser leaves on the layer; nothing at all where it is left out. */
  ground(layer: PaintedLayer): string | undefined;
  commit(mark: string, diff: Diff): void;
  /** What there is to say when a stroke cannot go anywhere. */
  refuse(kind: StrokeKind): void;
}

const marks: Readonly<Record<StrokeKind, string>> = {
  brush: 'paint',
  eraser: 'erase',
  restore: 'restore',
  mask: 'paint the mask',
  unmask: 'erase the mask',
};

/** A layer that is being painted on, with its pixels as they are now. */
interface Easel {
  readonly layer: PaintedLayer;
  readonly isNew: boolean;
  readonly canvas: OffscreenCanvas;
}

/** Puts finished strokes and mask shapes into the pixels of a layer. The host keeps the result under a name of its own. */
export class Painter {
  readonly #ports: PainterPorts;
  /** One after the other: each stroke goes onto what the one before has left. */
  #last: Promise<void> = Promise.resolve();

  constructor(ports: PainterPorts) {
    this.#ports = ports;
  }

  stroke(stroke: Stroke): Promise<void> {
    return this.#paint(stroke.kind, (easel, pixels) => {
      const context = contextOf(easel.canvas);
      context.save();
      setUp(context, pixels);
      this.#style(context, stroke.kind, easel);
      strokePath(context, stroke, this.#ports.brush().size);
      context.restore();
    });
  }

  /** Fills the shape as a stroke of that kind would paint it. */
  fill(shape: DrawnShape, kind: StrokeKind): Promise<void> {
    return this.#paint(kind, (easel, pixels) => {
      const context = contextOf(easel.canvas);
      context.save();
      setUp(context, pixels);
      this.#style(context, kind, easel);
      context.beginPath();
      if (shape.kind === 'rectangle') {
        const { x, y, width, height } = shape.rect;
        context.rect(x, y, width, height);
      } else for (const { x, y } of shape.points) context.lineTo(x, y);
      context.fill();
      context.restore();
    });
  }

  #paint(kind: StrokeKind, draw: (easel: Easel, pixels: ToPixels) => void): Promise<void> {
    const painting = this.#last.then(async () => {
      const easel = await this.#easel(kind);
      if (easel === undefined) {
        this.#ports.refuse(kind);
        return;
      }
      draw(easel, toPixels(easel.layer, easel.canvas));
      this.#ports.wet(easel.layer.id, easel.canvas);
      try {
        this.#commit(kind, easel, await this.#ports.keep(easel.canvas));
      } finally {
        this.#ports.wet(easel.layer.id, undefined);
      }
    });
    // One stroke that the host did not take keeps none of the next from being painted.
    this.#last = painting.catch(() => undefined);
    return painting;
  }

  async #easel(kind: StrokeKind): Promise<Easel | undefined> {
    const document = this.#ports.document();
    const target = paintTarget(document, this.#ports.selection(), kind);
    if (target.kind === 'none') return undefined;
    if (target.kind === 'new') {
      const rect = newLayerRect(document);
      const canvas = new OffscreenCanvas(Math.round(rect.width), Math.round(rect.height));
      return { layer: newLayer(document, target.type), isNew: true, canvas };
    }
    const { layer } = target;
    const picture = await this.#ports.loaded(layer.asset);
    if (picture === undefined || (kind === 'restore' && originalOf(layer) === undefined)) return undefined;
    return { layer, isNew: false, canvas: copyOf(picture) };
  }

  #style(context: OffscreenCanvasRenderingContext2D, kind: StrokeKind, { layer, canvas }: Easel): void {
    const colour = kind === 'brush' ? this.#ports.brush().colour : '#ffffff';
    context.strokeStyle = context.fillStyle = colour;
    const ground = kind === 'eraser' ? this.#ports.ground(layer) : undefined;
    if (ground !== undefined) context.strokeStyle = context.fillStyle = ground;
    else if (kind === 'eraser' || kind === 'unmask') context.globalCompositeOperation = 'destination-out';
    const original = originalOf(layer);
    const picture = kind === 'restore' && original !== undefined ? this.#ports.picture(original) : undefined;
    if (picture === undefined) return;
    const pattern = context.createPattern(picture, 'no-repeat');
    if (pattern === null) return;
    // The pattern lies on the pixels; the context counts in the document.
    const onPixels = new DOMMatrix().scale(canvas.width / picture.width, canvas.height / picture.height);
    pattern.setTransform(context.getTransform().inverse().multiply(onPixels));
    context.strokeStyle = pattern;
  }

  #commit(kind: StrokeKind, { layer, isNew }: Easel, asset: AssetId): void {
    const document = this.#ports.document();
    const now = document.layers.find(({ id }) => id === layer.id);
    if (isNew) {
      this.#ports.commit(marks[kind], addLayer(document, { ...layer, asset }));
      return;
    }
    if (now?.type !== layer.type || !('asset' in now)) return;
    const kept = now.type === 'picture' ? { original: now.original ?? now.asset } : {};
    this.#ports.commit(marks[kind], updateLayer(document, { ...now, ...kept, asset }));
  }
}

/** Sets the context up so that it is drawn in document pixels. */
function setUp(context: OffscreenCanvasRenderingContext2D, { centre, rotation, origin, scale }: ToPixels): void {
  context.scale(scale.x, scale.y);
  context.translate(-origin.x, -origin.y);
  context.translate(centre.x, centre.y);
  context.rotate((rotation * Math.PI) / 180);
  context.translate(-centre.x, -centre.y);
}

function originalOf(layer: PaintedLayer): PictureLayer['original'] {
  return layer.type === 'picture' ? layer.original : undefined;
}

function newLayer(document: StudioDocument, type: 'picture' | 'mask'): PaintedLayer {
  return {
    type,
    id: freeLayerId(document, type),
    name: type === 'mask' ? 'Mask' : 'Painting',
    visible: true,
    locked: false,
    opacity: 1,
    rect: newLayerRect(document),
    // Replaced by the name that the host gives before anyone sees the layer.
    asset: AssetId.parse('0'.repeat(16)),
  };
}

function copyOf(picture: Painted): OffscreenCanvas {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  contextOf(canvas).drawImage(picture, 0, 0);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The window has no canvas to paint on.');
  return context;
}
