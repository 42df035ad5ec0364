import Konva from 'konva';
import { Backdrop } from './backdrop';
import { FrameOutline } from './frame-outline';
import { GrowingPicture } from './growing-picture';
import { PlanOutline } from './plan-outline';
import { PictureStore } from './picture-store';
import { Pictures } from './pictures';
import type { Scene, Shown } from './scene';
import { TokenDots } from './token-dots';
import { TokenGlow } from './token-glow';

// From this scale on, a picture's own pixels are what the user wants to see.
const pixelScale = 12;

/** The canvas on the screen. It owns its Konva nodes; `destroy` frees them. */
export class CanvasStage {
  readonly #stage: Konva.Stage;
  readonly #ground = new Konva.Layer({ listening: false });
  readonly #content = new Konva.Layer({ listening: false });
  readonly #overlay = new Konva.Layer({ listening: false });
  readonly #backdrop = new Backdrop();
  readonly #dots = new TokenDots();
  readonly #frame = new FrameOutline();
  readonly #pictures: Pictures;
  readonly #growing: GrowingPicture;
  readonly #plan = new PlanOutline();
  readonly #glow = new TokenGlow();
  readonly #shown: (shown: Shown) => void;
  #scene: Scene | undefined;

  constructor(host: HTMLDivElement, address: (asset: string) => string, shown: (shown: Shown) => void) {
    this.#shown = shown;
    const store = new PictureStore(address, () => this.#refresh());
    this.#pictures = new Pictures(store);
    this.#growing = new GrowingPicture(store);
    this.#stage = new Konva.Stage({ container: host, listening: false });
    // A layer is redrawn as a whole: the shadow only when the view changes, pictures per row, the glow per token.
    this.#ground.add(this.#backdrop.node);
    this.#content.add(this.#dots.node, this.#pictures.node, this.#growing.node);
    this.#overlay.add(this.#frame.node, this.#plan.node, this.#glow.node);
    this.#stage.add(this.#ground, this.#content, this.#overlay);
  }

  show(scene: Scene): void {
    this.#scene = scene;
    if (this.#stage.width() !== scene.area.width || this.#stage.height() !== scene.area.height)
      this.#stage.size(scene.area);
    this.#smooth(scene.view.scale);
    this.#backdrop.show(scene);
    this.#frame.show(scene);
    const asset = this.#pictures.show(scene);
    const previewRows = this.#growing.show(scene);
    this.#dots.show(scene, previewRows);
    this.#plan.show(scene, previewRows);
    this.#glow.show(scene, previewRows);
    this.#shown({ asset, previewRows });
  }

  /** To be called when the window moves to a screen of another density. */
  setPixelRatio(ratio: number): void {
    for (const layer of this.#stage.getLayers()) layer.getCanvas().setPixelRatio(ratio);
    this.#refresh();
  }

  destroy(): void {
    this.#stage.destroy();
  }

  #refresh(): void {
    if (this.#scene !== undefined) this.show(this.#scene);
  }

  #smooth(scale: number): void {
    this.#content.imageSmoothingEnabled(scale < pixelScale);
    const context = this.#content.getNativeCanvasElement().getContext('2d');
    if (context !== null) context.imageSmoothingQuality = 'high';
  }
}
