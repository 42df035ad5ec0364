import type { Layer } from '../../preload/contract';
import type { Point } from '../editor/geometry';
import { handledLayer, turnPoint, usable } from '../editor/hit';
import { selectedLayers, shapeOf } from '../editor/selection';
import { cornersOf, handlePoint, type Shape } from '../editor/shape';
import { toScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

const handleSide = 9;
const turnRadius = 5.5;

/** Outlines of what is selected, and the handles that can be pulled. */
export class SelectionOutline extends SceneOverlay {
  protected isSeen({ selection, tool }: Scene): boolean {
    return selection.length > 0 || tool === 'frame';
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    const { document, selection, tool, view } = scene;
    context.save();
    if (tool === 'frame') drawHandles(context, scene, { rect: document.frame, rotation: 0 });
    else {
      for (const layer of selectedLayers(document, selection)) drawOutline(context, scene, layer);
      const held = handledLayer(document, selection);
      if (held !== undefined && (tool === 'select' || tool === 'box')) {
        drawHandles(context, scene, shapeOf(held));
        if (held.type === 'picture' && tool === 'select')
          drawTurnHandle(context, scene, toScreen(view, turnPoint(shapeOf(held), view.scale)));
      }
    }
    context.restore();
  }
}

function drawOutline(context: CanvasRenderingContext2D, { view, palette }: Scene, layer: Layer): void {
  const corners = cornersOf(shapeOf(layer)).map((corner) => toScreen(view, corner));
  context.lineWidth = 1.5;
  context.strokeStyle = palette.plan;
  context.setLineDash(layer.locked ? [4, 4] : []);
  context.beginPath();
  for (const { x, y } of corners) context.lineTo(x, y);
  context.closePath();
  context.stroke();
  context.setLineDash([]);
}

function drawHandles(context: CanvasRenderingContext2D, { view, palette }: Scene, shape: Shape): void {
  const angle = (shape.rotation * Math.PI) / 180;
  for (const handle of usable(shape, view.scale)) {
    const { x, y } = toScreen(view, handlePoint(shape, handle));
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.beginPath();
    context.roundRect(-handleSide / 2, -handleSide / 2, handleSide, handleSide, 2.5);
    paintHandle(context, palette.plan);
    context.restore();
  }
}

function drawTurnHandle(context: CanvasRenderingContext2D, { palette }: Scene, { x, y }: Point): void {
  context.beginPath();
  context.arc(x, y, turnRadius, 0, 2 * Math.PI);
  paintHandle(context, palette.plan);
}

function paintHandle(context: CanvasRenderingContext2D, colour: string): void {
  context.fillStyle = '#ffffff';
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}
