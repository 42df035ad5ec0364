import Konva from 'konva';
import type { Scene } from './scene';

/** A shape that is painted anew from the scene; it knows how many rows of the growing picture are on the screen. */
export abstract class SceneOverlay {
  readonly node: Konva.Shape = new Konva.Shape({
    listening: false,
    sceneFunc: (context) => {
      if (this.#scene !== undefined) this.draw(context._context, this.#scene, this.#shownRows);
    },
  });
  #scene: Scene | undefined;
  #shownRows = 0;

  /** `shownRows` is how many rows of the picture are on the screen. */
  show(scene: Scene, shownRows: number): void {
    this.#scene = scene;
    this.#shownRows = shownRows;
    this.node.visible(this.isSeen(scene));
  }

  protected abstract isSeen(scene: Scene): boolean;

  protected abstract draw(context: CanvasRenderingContext2D, scene: Scene, shownRows: number): void;
}
