import type { BoxLayer, Rect } from '../../preload/contract';
import { boxLayers, colourOf } from '../editor/boxes';
import { rectToScreen } from '../editor/view';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

const chipHeight = 20;
const chipPadding = 7;
const mostChip = 180;
const radius = 5;
const font = '600 12px "Inter Variable", sans-serif';
const onBox = '#10160f';

/** The labelled boxes of the document: what shall stand where. */
export class BoxOutlines extends SceneOverlay {
  protected isSeen({ document }: Scene): boolean {
    return document.layers.some(({ type, visible }) => type === 'box' && visible);
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    context.save();
    context.font = font;
    context.textBaseline = 'middle';
    for (const box of boxLayers(scene.document)) {
      if (box.visible) drawBox(context, box, scene);
    }
    context.restore();
  }
}

function drawBox(context: CanvasRenderingContext2D, box: BoxLayer, scene: Scene): void {
  const { palette, selection, labelColours, named, obeyed, area } = scene;
  const at = rectToScreen(scene.view, box.rect);
  if (at.x > area.width || at.y > area.height || at.x + at.width < 0 || at.y + at.height < 0) return;
  const colour = palette.boxes[colourOf(labelColours, box.label)] ?? palette.plan;
  const chosen = selection.includes(box.id);
  context.globalAlpha = box.opacity * (scene.growing === undefined ? 1 : 0.7);
  drawOutline(context, at, colour, chosen);
  if (box.id !== named) drawChip(context, at, colour, chipText(box, obeyed.get(box.id)));
  context.globalAlpha = 1;
}

/** A dark line under the bright one, so that it is seen on any picture. */
function drawOutline(context: CanvasRenderingContext2D, at: Rect, colour: string, chosen: boolean): void {
  context.beginPath();
  context.roundRect(at.x, at.y, at.width, at.height, Math.min(radius, at.width / 2, at.height / 2));
  if (chosen) {
    context.fillStyle = `${colour}22`;
    context.fill();
  }
  context.lineWidth = 4;
  context.strokeStyle = '#00000066';
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}

function chipText({ label }: BoxLayer, obeyed: number | undefined): string {
  const words = label === '' ? 'What is it?' : label;
  return obeyed === undefined ? words : `${words}  ${Math.round(obeyed * 100)} %`;
}

/** The label in the upper left corner; above a box that is too small for it. */
function drawChip(context: CanvasRenderingContext2D, at: Rect, colour: string, text: string): void {
  const shown = shortened(context, text, Math.max(60, Math.min(mostChip, at.width - 2 * chipPadding)));
  const width = Math.ceil(context.measureText(shown).width) + 2 * chipPadding;
  const inside = at.height >= 1.6 * chipHeight && at.width >= width;
  const y = inside ? at.y : at.y - chipHeight;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(at.x - 1, y - (inside ? 1 : 0), width, chipHeight, inside ? [radius, 0, radius, 0] : radius);
  context.fill();
  context.fillStyle = onBox;
  context.fillText(shown, at.x - 1 + chipPadding, y + chipHeight / 2 + (inside ? -0.5 : 0.5));
}

const widths = new Map<string, string>();

/** Measuring is what costs time with a hundred boxes; labels repeat, so what was found out is kept. */
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${text}\n${Math.floor(room / 8)}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > room) shown = `${shown.slice(0, -2).trimEnd()}…`;
  if (widths.size > 2000) widths.clear();
  widths.set(key, shown);
  return shown;
}
