import { bounds } from '../editor/document';
import { intersection } from '../editor/geometry';
import { toDocument, toScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

/** From this scale on single pixels are large enough for a line between them. */
export const gridScale = 10;

/** Lines between the pixels of the document, when one is near enough to paint single ones. */
export class PixelGrid extends SceneOverlay {
  protected isSeen({ view }: Scene): boolean {
    return view.scale >= gridScale;
  }

  protected draw(context: CanvasRenderingContext2D, { view, area, document }: Scene): void {
    const [from, to] = [toDocument(view, { x: 0, y: 0 }), toDocument(view, { x: area.width, y: area.height })];
    const window = { ...from, width: to.x - from.x, height: to.y - from.y };
    const seen = intersection(bounds(document), window);
    if (seen === undefined) return;
    const upper = toScreen(view, seen);
    const lower = toScreen(view, { x: seen.x + seen.width, y: seen.y + seen.height });
    context.save();
    context.strokeStyle = '#80808055';
    context.lineWidth = 1;
    context.beginPath();
    for (let x = Math.ceil(seen.x); x <= seen.x + seen.width; x += 1) {
      const at = Math.round(x * view.scale + view.x) + 0.5;
      context.moveTo(at, upper.y);
      context.lineTo(at, lower.y);
    }
    for (let y = Math.ceil(seen.y); y <= seen.y + seen.height; y += 1) {
      const at = Math.round(y * view.scale + view.y) + 0.5;
      context.moveTo(upper.x, at);
      context.lineTo(lower.x, at);
    }
    context.stroke();
    context.restore();
  }
}
