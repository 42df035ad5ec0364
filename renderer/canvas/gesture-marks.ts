import type { Rect } from '../../preload/contract';
import type { Point } from '../editor/geometry';
import { rectToScreen, toScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

/** What a gesture shows of itself: lines it snaps to, the rectangle or line being drawn, the angle. */
export class GestureMarks extends SceneOverlay {
  protected isSeen({ preview }: Scene): boolean {
    return preview !== undefined;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    const { preview } = scene;
    if (preview === undefined) return;
    context.save();
    for (const { axis, at } of preview.guides ?? []) drawGuide(context, scene, axis, at);
    if (preview.area !== undefined) drawArea(context, scene, preview.area);
    if (preview.line !== undefined) drawLine(context, scene, preview.line);
    context.restore();
  }
}

function drawGuide(context: CanvasRenderingContext2D, { view, area, palette }: Scene, axis: 'x' | 'y', at: number) {
  const { x, y } = toScreen(view, { x: at, y: at });
  context.strokeStyle = palette.mask;
  context.lineWidth = 1;
  context.beginPath();
  if (axis === 'x') {
    context.moveTo(Math.round(x) + 0.5, 0);
    context.lineTo(Math.round(x) + 0.5, area.height);
  } else {
    context.moveTo(0, Math.round(y) + 0.5);
    context.lineTo(area.width, Math.round(y) + 0.5);
  }
  context.stroke();
}

type Area = NonNullable<NonNullable<Scene['preview']>['area']>;

function drawArea(context: CanvasRenderingContext2D, scene: Scene, { rect, kind }: Area): void {
  const at = rectToScreen(scene.view, rect);
  if (kind === 'crop') {
    drawCrop(context, scene, at);
    return;
  }
  const colour = kind === 'marquee' || kind === 'fill' ? scene.palette.plan : scene.palette.mask;
  const strength = kind === 'mask' || kind === 'fill' ? 38 : 14;
  context.fillStyle = `color-mix(in srgb, ${colour} ${strength}%, transparent)`;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash(kind === 'unmask' ? [5, 4] : []);
  context.fillRect(at.x, at.y, at.width, at.height);
  context.strokeRect(at.x, at.y, at.width, at.height);
}

/** What goes away lies in the shade; thirds help to compose. */
function drawCrop(context: CanvasRenderingContext2D, { area, palette }: Scene, at: Rect): void {
  context.fillStyle = '#00000099';
  context.beginPath();
  context.rect(0, 0, area.width, area.height);
  context.rect(at.x, at.y, at.width, at.height);
  context.fill('evenodd');
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5;
  context.strokeRect(at.x, at.y, at.width, at.height);
  context.strokeStyle = '#ffffff55';
  context.lineWidth = 1;
  context.beginPath();
  for (const part of [1 / 3, 2 / 3]) {
    context.moveTo(at.x + at.width * part, at.y);
    context.lineTo(at.x + at.width * part, at.y + at.height);
    context.moveTo(at.x, at.y + at.height * part);
    context.lineTo(at.x + at.width, at.y + at.height * part);
  }
  context.stroke();
  context.strokeStyle = palette.plan;
}

function drawLine(context: CanvasRenderingContext2D, { view, palette }: Scene, line: readonly Point[]): void {
  context.beginPath();
  for (const point of line) {
    const { x, y } = toScreen(view, point);
    context.lineTo(x, y);
  }
  context.fillStyle = `color-mix(in srgb, ${palette.mask} 30%, transparent)`;
  context.fill();
  context.strokeStyle = palette.mask;
  context.lineWidth = 1.5;
  context.stroke();
}
