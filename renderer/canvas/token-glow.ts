import Konva from 'konva';
import type { Rect } from '../../preload/contract';
import { rectToScreen } from '../editor/view';
import type { Palette } from './palette';
import type { Growing, Scene, TokenGrid } from './scene';

const gap = 1;
const edgeHeight = 2;

/** Where the next row comes: the tokens drawn but not yet seen light up, and a line of light marks the edge. */
export class TokenGlow {
  readonly node: Konva.Shape = new Konva.Shape({
    listening: false,
    sceneFunc: (context) => this.#draw(context._context),
  });
  #scene: Scene | undefined;
  #shownRows = 0;

  /** `shownRows` is how many rows of the picture are on the screen. */
  show(scene: Scene, shownRows: number): void {
    this.#scene = scene;
    this.#shownRows = shownRows;
    this.node.visible(scene.growing !== undefined);
    if (scene.growing !== undefined) this.node.getLayer()?.batchDraw();
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (this.#scene?.growing === undefined) return;
    const { view, document, grid, growing, palette } = this.#scene;
    const frame = rectToScreen(view, document.frame);
    context.save();
    context.fillStyle = palette.glow;
    this.#drawCells(context, frame, grid, growing);
    this.#drawEdge(context, frame, grid, palette);
    context.restore();
  }

  #drawCells(context: CanvasRenderingContext2D, frame: Rect, grid: TokenGrid, growing: Growing): void {
    const width = frame.width / grid.columns;
    const height = frame.height / grid.rows;
    for (let token = this.#shownRows * grid.columns; token < growing.done; token += 1) {
      const x = frame.x + (token % grid.columns) * width;
      const y = frame.y + Math.floor(token / grid.columns) * height;
      context.globalAlpha = cellAlpha(growing.done - token);
      context.fillRect(x + gap, y + gap, width - 2 * gap, height - 2 * gap);
    }
  }

  #drawEdge(context: CanvasRenderingContext2D, frame: Rect, grid: TokenGrid, palette: Palette): void {
    if (this.#shownRows >= grid.rows) return;
    const y = frame.y + (this.#shownRows / grid.rows) * frame.height;
    const reach = frame.height / grid.rows;
    context.globalAlpha = 0.9;
    context.fillRect(frame.x, y - edgeHeight / 2, frame.width, edgeHeight);
    context.globalAlpha = 0.24;
    context.fillStyle = falloff(context, y, y + reach, palette);
    context.fillRect(frame.x, y, frame.width, reach);
  }
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
