import type { LabelledBox, Rect } from '../../preload/contract';
import { rectToScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

const chipHeight = 20;
const chipPadding = 6;
const font = '500 12px "Inter Variable", sans-serif';

/** What the model is about to draw, and where: a dashed box with its label for each thing of the plan. */
export class PlanOutline extends SceneOverlay {
  protected isSeen({ growing }: Scene): boolean {
    return growing?.over === false && (growing.plan?.things.length ?? 0) > 0;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene, shownRows: number): void {
    for (const thing of scene.growing?.plan?.things ?? []) {
      // A thing that can be seen needs no announcement.
      if (thing.box.y1 * scene.grid.rows <= shownRows) continue;
      drawLabelledBox(context, thing.label, onScreen(thing, scene), scene);
    }
  }
}

function onScreen({ box }: LabelledBox, { view, document: { frame } }: Scene): Rect {
  return rectToScreen(view, {
    x: frame.x + box.x0 * frame.width,
    y: frame.y + box.y0 * frame.height,
    width: (box.x1 - box.x0) * frame.width,
    height: (box.y1 - box.y0) * frame.height,
  });
}

/** A dashed box with its label, `at` its place on the screen: something that is no part of the document. */
export function drawLabelledBox(
  context: CanvasRenderingContext2D,
  label: string,
  at: Rect,
  { palette }: Pick<Scene, 'palette'>,
): void {
  context.save();
  context.font = font;
  context.setLineDash([5, 4]);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.plan;
  context.beginPath();
  context.roundRect(at.x, at.y, at.width, at.height, 6);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = palette.plan;
  context.beginPath();
  context.roundRect(at.x, at.y, context.measureText(label).width + 2 * chipPadding, chipHeight, [6, 0, 6, 0]);
  context.fill();
  context.fillStyle = palette.onPlan;
  context.textBaseline = 'middle';
  context.fillText(label, at.x + chipPadding, at.y + chipHeight / 2 + 0.5);
  context.restore();
}
