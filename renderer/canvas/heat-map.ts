import { rectToScreen } from '../editor/view';
import { cellRect } from './region-outline';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

/** Where the model hesitated: the less sure it was of a cell, the warmer the light on it. */
export class HeatMap extends SceneOverlay {
  protected isSeen({ staged, growing }: Scene): boolean {
    return staged?.heat !== undefined && growing === undefined;
  }

  protected draw(context: CanvasRenderingContext2D, { staged, view, grid }: Scene): void {
    if (staged?.heat === undefined) return;
    const area = rectToScreen(view, staged.area);
    context.save();
    for (const [cell, warmth] of staged.heat) {
      const { x, y, width, height } = cellRect(cell, area, grid);
      context.fillStyle = `hsl(${Math.round(230 - 230 * warmth)} 90% 55% / ${(0.12 + 0.5 * warmth).toFixed(2)})`;
      context.fillRect(x, y, width + 0.5, height + 0.5);
    }
    context.restore();
  }
}
