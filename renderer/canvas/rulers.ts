import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

export const rulerWidth = 20;
const font = '500 10px "Inter Variable", sans-serif';
/** Document pixels between two numbers: the first of these that leaves enough room. */
const steps = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;
const leastRoom = 64;

/** Document pixels along the upper and the left edge of the canvas. */
export class Rulers extends SceneOverlay {
  protected isSeen({ rulers }: Scene): boolean {
    return rulers;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    const { area, palette, view } = scene;
    context.save();
    context.fillStyle = palette.panel;
    context.fillRect(0, 0, area.width, rulerWidth);
    context.fillRect(0, 0, rulerWidth, area.height);
    context.font = font;
    context.strokeStyle = palette.textSoft;
    context.fillStyle = palette.textSoft;
    context.lineWidth = 1;
    drawScale(context, view.x, area.width, view.scale);
    context.save();
    context.translate(0, area.height);
    context.rotate(-Math.PI / 2);
    // Turned by a quarter, the left edge runs from its lower end upwards.
    drawScale(context, area.height - view.y, area.height, view.scale, -1);
    context.restore();
    context.fillStyle = palette.panel;
    context.fillRect(0, 0, rulerWidth, rulerWidth);
    context.strokeStyle = palette.line;
    context.strokeRect(rulerWidth - 0.5, rulerWidth - 0.5, area.width, area.height);
    context.restore();
  }
}

/** `zero` is where the document begins; `direction` -1 counts against the way that is drawn. */
function drawScale(
  context: CanvasRenderingContext2D,
  zero: number,
  length: number,
  scale: number,
  direction: 1 | -1 = 1,
): void {
  const step = steps.find((each) => each * scale >= leastRoom) ?? 10_000;
  const ends = [-zero / scale, (length - zero) / scale].map((end) => end * direction).sort((one, other) => one - other);
  const [from = 0, to = 0] = ends;
  context.beginPath();
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) {
    const at = Math.round(zero + value * scale * direction) + 0.5;
    context.moveTo(at, rulerWidth);
    context.lineTo(at, rulerWidth - 6);
    context.fillText(String(value), at + 3, rulerWidth - 8);
    const half = at + (step * scale * direction) / 2;
    context.moveTo(half, rulerWidth);
    context.lineTo(half, rulerWidth - 3);
  }
  context.stroke();
}
