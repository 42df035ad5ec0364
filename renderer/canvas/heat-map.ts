import { rectToScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

/** Where the model hesitated: the less sure it was of a cell, the warmer the light on it. */
export class HeatMap extends SceneOverlay {
  protected isSeen({ staged, growing }: Scene): boolean {
    return staged?.heat !== undefined && growing === undefined;
  }

  protected draw(context: CanvasRenderingContext2D, { staged, view, document, grid }: Scene): void {
    const frame = rectToScreen(view, document.frame);
    const width = frame.width / grid.columns;
    const height = frame.height / grid.rows;
    context.save();
    for (const [index, warmth] of (staged?.heat ?? []).entries()) {
      context.fillStyle = `hsl(${Math.round(230 - 230 * warmth)} 90% 55% / ${(0.12 + 0.5 * warmth).toFixed(2)})`;
      const x = frame.x + (index % grid.columns) * width;
      const y = frame.y + Math.floor(index / grid.columns) * height;
      context.fillRect(x, y, width + 0.5, height + 0.5);
    }
    context.restore();
  }
}
