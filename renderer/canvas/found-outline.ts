import { rectToScreen } from '../editor/view';
import { drawLabelledBox } from './plan-outline';
import type { Scene } from './scene';
import { SceneOverlay } from './scene-overlay';

/** Places that the model found in the picture: boxes that are no part of the document yet. */
export class FoundOutline extends SceneOverlay {
  protected isSeen({ found }: Scene): boolean {
    return found.length > 0;
  }

  protected draw(context: CanvasRenderingContext2D, scene: Scene): void {
    for (const { label, rect } of scene.found) drawLabelledBox(context, label, rectToScreen(scene.view, rect), scene);
  }
}
