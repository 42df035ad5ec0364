import type { Rect } from '../../preload/contract';
import { rectToScreen } from '../editor/view';
import type { Palette } from './palette';
import { cellRect } from './region-outline';
import type { Growing, Scene, TokenGrid } from './scene';
import { SceneOverlay } from './scene-overlay';

const gap = 1;
const edgeHeight = 2;

/** Where the next row comes: the tokens drawn but not yet seen light up, and a line of light marks the edge. */
export class TokenGlow extends SceneOverlay {
  override show(scene: Scene, shownRows: number): void {
    super.show(scene, shownRows);
    if (scene.growing !== undefined) this.node.getLayer()?.batchDraw();
  }

  protected isSeen({ growing }: Scene): boolean {
    return growing !== undefined;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene, shownRows: number): void {
    const { view, document, grid, growing, palette } = scene;
    if (growing === undefined) return;
    const frame = rectToScreen(view, growing.over ? growing.area : document.frame);
    context.save();
    context.fillStyle = palette.glow;
    if (growing.over) drawNewest(context, frame, grid, growing);
    else drawWhole(context, frame, grid, shownRows, growing, palette);
    context.restore();
  }
}

function drawWhole(
  context: CanvasRenderingContext2D,
  frame: Rect,
  grid: TokenGrid,
  shownRows: number,
  { done }: Growing,
  palette: Palette,
): void {
  drawCells(context, frame, grid, shownRows, done);
  drawEdge(context, frame, grid, shownRows, palette);
}

/** Of a picture that is changed, the cells drawn last; the others are seen already. */
function drawNewest(
  context: CanvasRenderingContext2D,
  area: Rect,
  grid: TokenGrid,
  { region = [], done }: Growing,
): void {
  for (const [age, cell] of region
    .slice(Math.max(0, done - grid.columns), done)
    .reverse()
    .entries()) {
    const { x, y, width, height } = cellRect(cell, area, grid);
    context.globalAlpha = cellAlpha(age + 1);
    context.fillRect(x + gap, y + gap, width - 2 * gap, height - 2 * gap);
  }
}

/** The cells from `shownRows` on that are drawn already; `done` counts cells. */
function drawCells(
  context: CanvasRenderingContext2D,
  frame: Rect,
  grid: TokenGrid,
  shownRows: number,
  done: number,
): void {
  const width = frame.width / grid.columns;
  const height = frame.height / grid.rows;
  for (let token = shownRows * grid.columns; token < done; token += 1) {
    const x = frame.x + (token % grid.columns) * width;
    const y = frame.y + Math.floor(token / grid.columns) * height;
    context.globalAlpha = cellAlpha(done - token);
    context.fillRect(x + gap, y + gap, width - 2 * gap, height - 2 * gap);
  }
}

function drawEdge(
  context: CanvasRenderingContext2D,
  frame: Rect,
  grid: TokenGrid,
  shownRows: number,
  palette: Palette,
): void {
  if (shownRows >= grid.rows) return;
  const y = frame.y + (shownRows / grid.rows) * frame.height;
  const reach = frame.height / grid.rows;
  context.globalAlpha = 0.9;
  context.fillRect(frame.x, y - edgeHeight / 2, frame.width, edgeHeight);
  context.globalAlpha = 0.24;
  context.fillStyle = falloff(context, y, y + reach, palette);
  context.fillRect(frame.x, y, frame.width, reach);
}

/** `age` is 1 for the newest token, which is the brightest. */
function cellAlpha(age: number): number {
  return 0.16 + 0.5 / age;
}

/** Light that falls from the edge onto the row that comes. */
function falloff(context: CanvasRenderingContext2D, from: number, to: number, palette: Palette): CanvasGradient {
  const gradient = context.createLinearGradient(0, from, 0, to);
  gradient.addColorStop(0, palette.glow);
  gradient.addColorStop(1, palette.glowFaded);
  return gradient;
}
