import { isBlank } from '../editor/document';
import { clamp } from '../editor/geometry';
import { rectToScreen } from '../editor/view';
import type { Scene, TokenGrid } from './scene';
import { SceneOverlay } from './scene-overlay';

const dot = 2;

/** Faint dots where four tokens meet, on paper that nothing is drawn on yet. */
export class TokenDots extends SceneOverlay {
  protected isSeen({ growing, document }: Scene): boolean {
    return growing?.over === false || isBlank(document);
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene, shownRows: number): void {
    const { view, document, grid, palette, growing } = scene;
    const frame = rectToScreen(view, document.frame);
    context.save();
    context.fillStyle = palette.paperLine;
    for (const { across, down } of crossings(grid, shownRows)) {
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
