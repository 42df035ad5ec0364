import Konva from 'konva';
import { isBlank } from '../editor/document';
import { clamp } from '../editor/geometry';
import { rectToScreen } from '../editor/view';
import type { Scene, TokenGrid } from './scene';

const dot = 2;

/** Faint dots where four tokens meet, on paper that nothing is drawn on yet. */
export class TokenDots {
  readonly node: Konva.Shape = new Konva.Shape({
    listening: false,
    sceneFunc: (context) => this.#draw(context._context),
  });
  #scene: Scene | undefined;
  #shownRows = 0;

  show(scene: Scene, shownRows: number): void {
    this.#scene = scene;
    this.#shownRows = shownRows;
    this.node.visible(scene.growing !== undefined || isBlank(scene.document));
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (this.#scene === undefined) return;
    const { view, document, grid, palette, growing } = this.#scene;
    const frame = rectToScreen(view, document.frame);
    context.save();
    context.fillStyle = palette.paperLine;
    for (const { across, down } of crossings(grid, this.#shownRows)) {
      context.globalAlpha = growing === undefined ? distanceFromMiddle(across, down) : 1;
      context.fillRect(
        Math.round(frame.x + across * frame.width) - 1,
        Math.round(frame.y + down * frame.height) - 1,
        dot,
        dot,
      );
    }
    context.restore();
  }
}

/** Places as shares of the frame, below the rows that are shown already. */
function* crossings(grid: TokenGrid, shownRows: number) {
  for (let row = shownRows + 1; row < grid.rows; row += 1) {
    for (let column = 1; column < grid.columns; column += 1) {
      yield { across: column / grid.columns, down: row / grid.rows };
    }
  }
}

/** 0 in the middle, where the first words to the user stand, to 1 at the rim. */
function distanceFromMiddle(across: number, down: number): number {
  const distance = Math.max(Math.abs(across - 0.5), Math.abs(down - 0.5)) * 2;
  return clamp((distance - 0.7) / 0.15, 0, 1);
}
