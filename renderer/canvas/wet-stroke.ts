import { shapeOf } from '../editor/selection';
import { centreOf } from '../editor/geometry';
import type { Painted } from './picture-store';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';
import { strokePath } from './stroke-path';
import { checkerTile } from './backdrop';
import type { PictureLayer } from '../../preload/contract';

export interface StrokeLook {
  readonly size: number;
  readonly colour: string;
  /** What the eraser leaves; nothing at all where it is left out. */
  readonly ground: string | undefined;
  /** The picture that the restoring brush brings back, and the layer it lies on. */
  readonly original: { readonly picture: Painted; readonly layer: PictureLayer } | undefined;
}

/**
 * The stroke while it is drawn. It is painted with what will be seen there - colour, checkerboard, the original - so that
 * no pixel of the picture has to be touched until the hand lets go.
 */
export class WetStroke extends SceneOverlay {
  readonly #look: () => StrokeLook;

  constructor(look: () => StrokeLook) {
    super();
    this.#look = look;
  }

  protected isSeen({ preview }: Scene): boolean {
    return preview?.stroke !== undefined;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    const stroke = scene.preview?.stroke;
    if (stroke === undefined) return;
    const look = this.#look();
    context.save();
    context.translate(scene.view.x, scene.view.y);
    context.scale(scene.view.scale, scene.view.scale);
    if (stroke.kind === 'mask' || stroke.kind === 'unmask') context.globalAlpha = 0.5;
    context.strokeStyle = styleOf(context, stroke.kind, look, scene);
    strokePath(context, stroke, look.size);
    context.restore();
  }
}

function styleOf(
  context: CanvasRenderingContext2D,
  kind: NonNullable<NonNullable<Scene['preview']>['stroke']>['kind'],
  { colour, ground, original }: StrokeLook,
  { palette, view }: Scene,
): string | CanvasPattern {
  switch (kind) {
    case 'brush':
      return colour;
    case 'mask':
      return palette.mask;
    case 'unmask':
      return palette.paper;
    case 'eraser': {
      if (ground !== undefined) return ground;
      const pattern = context.createPattern(checkerTile(palette.checkerLight, palette.checkerDark), 'repeat');
      pattern?.setTransform(new DOMMatrix().scale(1 / view.scale));
      return pattern ?? palette.paper;
    }
    case 'restore':
      return (original && originalPattern(context, original)) ?? palette.plan;
  }
}

function originalPattern(
  context: CanvasRenderingContext2D,
  { picture, layer }: NonNullable<StrokeLook['original']>,
): CanvasPattern | undefined {
  const pattern = context.createPattern(picture, 'no-repeat');
  const { rect, rotation } = shapeOf(layer);
  const { x, y } = centreOf(rect);
  pattern?.setTransform(
    new DOMMatrix()
      .translate(x, y)
      .rotate(rotation)
      .translate(-rect.width / 2, -rect.height / 2)
      .scale(rect.width / picture.width, rect.height / picture.height),
  );
  return pattern ?? undefined;
}
