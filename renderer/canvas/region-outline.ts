import type { Rect } from '../../preload/contract';
import { rectToScreen } from '../editor/view';
import type { Scene, TokenGrid } from './scene';
import { SceneOverlay } from './scene-overlay';

/** The cells of a picture that are about to be drawn anew, or that a click would: a film over them and a line round them. */
export class RegionOutline extends SceneOverlay {
  protected isSeen(scene: Scene): boolean {
    return regionOf(scene) !== undefined;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    const { view, grid, palette } = scene;
    const region = regionOf(scene);
    if (region === undefined) return;
    const area = rectToScreen(view, region.area);
    const cells = new Set(region.cells);
    context.save();
    context.fillStyle = palette.plan;
    context.globalAlpha = 0.14;
    for (const cell of cells) {
      const { x, y, width, height } = cellRect(cell, area, grid);
      context.fillRect(x, y, width + 0.5, height + 0.5);
    }
    context.globalAlpha = 1;
    for (const [colour, lineWidth] of [
      ['#00000080', 4],
      [palette.plan, 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = lineWidth;
      context.beginPath();
      for (const cell of cells) traceEdges(context, cell, cells, area, grid);
      context.stroke();
    }
    context.restore();
  }
}

function regionOf({ growing, staged }: Scene) {
  if (growing !== undefined)
    return growing.region === undefined ? undefined : { cells: growing.region, area: growing.area };
  return staged?.place === undefined ? undefined : { cells: staged.place, area: staged.area };
}

export function cellRect(cell: number, area: Rect, { rows, columns }: TokenGrid): Rect {
  const [width, height] = [area.width / columns, area.height / rows];
  return { x: area.x + (cell % columns) * width, y: area.y + Math.floor(cell / columns) * height, width, height };
}

/** The sides of the cell that have no other cell of the region beyond. */
function traceEdges(
  context: CanvasRenderingContext2D,
  cell: number,
  cells: ReadonlySet<number>,
  area: Rect,
  grid: TokenGrid,
): void {
  const { x, y, width, height } = cellRect(cell, area, grid);
  const column = cell % grid.columns;
  const line = (fromX: number, fromY: number, toX: number, toY: number) => {
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
  };
  if (!cells.has(cell - grid.columns)) line(x, y, x + width, y);
  if (!cells.has(cell + grid.columns)) line(x, y + height, x + width, y + height);
  if (column === 0 || !cells.has(cell - 1)) line(x, y, x, y + height);
  if (column === grid.columns - 1 || !cells.has(cell + 1)) line(x + width, y, x + width, y + height);
}
