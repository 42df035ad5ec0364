import Konva from 'konva';
import { bounds, isBlank } from '../editor/document';
import { rectToScreen } from '../editor/view';
import type { Palette } from './palette';
import type { Scene } from './scene';

const checkerCell = 8;

/** What lies under the pictures: a soft shadow, then plain paper or, under transparent parts, a checkerboard. */
export class Backdrop {
  readonly node = new Konva.Group({ listening: false });
  readonly #paper = new Konva.Rect({ shadowBlur: 40, shadowOffsetY: 12 });
  readonly #checker: Konva.Shape = new Konva.Shape({
    sceneFunc: (context, shape) => this.#paint(context._context, shape),
  });
  #tile: HTMLCanvasElement | undefined;
  #tileTheme: Palette['theme'] | undefined;

  constructor() {
    this.node.add(this.#paper, this.#checker);
  }

  show(scene: Scene): void {
    const place = rectToScreen(scene.view, bounds(scene.document));
    const { paper, shadow } = scene.palette;
    this.#paper.setAttrs({ ...place, fill: paper, shadowColor: shadow });
    this.#chooseTile(scene.palette);
    this.#checker.setAttrs({ ...place, visible: !isBlank(scene.document) && scene.growing === undefined });
  }

  #chooseTile({ theme, checkerLight, checkerDark }: Palette): void {
    if (theme === this.#tileTheme) return;
    this.#tileTheme = theme;
    this.#tile = checkerTile(checkerLight, checkerDark);
  }

  #paint(context: CanvasRenderingContext2D, shape: Konva.Shape): void {
    const pattern = this.#tile && context.createPattern(this.#tile, 'repeat');
    if (!pattern) return;
    context.fillStyle = pattern;
    context.fillRect(0, 0, shape.width(), shape.height());
  }
}

export function checkerTile(light: string, dark: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = tile.height = checkerCell * 2;
  const context = tile.getContext('2d');
  if (context !== null) paintTile(context, light, dark);
  return tile;
}

function paintTile(context: CanvasRenderingContext2D, light: string, dark: string): void {
  context.fillStyle = light;
  context.fillRect(0, 0, checkerCell * 2, checkerCell * 2);
  context.fillStyle = dark;
  context.fillRect(0, 0, checkerCell, checkerCell);
  context.fillRect(checkerCell, checkerCell, checkerCell, checkerCell);
}
