import Konva from 'konva';
import { Backdrop } from './backdrop';
import { BoxOutlines } from './box-outlines';
import { FoundOutline } from './found-outline';
import { FrameOutline } from './frame-outline';
import { GestureMarks } from './gesture-marks';
import { GrowingPicture } from './growing-picture';
import { HeatMap } from './heat-map';
import { PixelGrid } from './pixel-grid';
import { PlanOutline } from './plan-outline';
import { type Painted, PictureStore } from './picture-store';
import { Pictures } from './pictures';
import { RegionOutline } from './region-outline';
import { Rulers } from './rulers';
import type { Scene, Shown } from './scene';
import { SelectionOutline } from './selection-outline';
import { StagedPicture } from './staged-picture';
import { TokenDots } from './token-dots';
import { TokenGlow } from './token-glow';
import { WetStroke, type StrokeLook } from './wet-stroke';

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
  readonly #region = new RegionOutline();
  readonly #glow = new TokenGlow();
  readonly #store: PictureStore;
  readonly #staged: StagedPicture;
  readonly #heat = new HeatMap();
  readonly #grid = new PixelGrid();
  readonly #boxes = new BoxOutlines();
  readonly #found = new FoundOutline();
  readonly #selection = new SelectionOutline();
  readonly #marks = new GestureMarks();
  readonly #rulers = new Rulers();
  readonly #wet: WetStroke;
  readonly #shown: (shown: Shown) => void;
  #scene: Scene | undefined;

  constructor(
    host: HTMLDivElement,
    address: (asset: string) => string,
    shown: (shown: Shown) => void,
    look: () => StrokeLook,
  ) {
    this.#shown = shown;
    const store = new PictureStore(address, () => this.#refresh());
    this.#store = store;
    this.#pictures = new Pictures(store);
    this.#growing = new GrowingPicture(store);
    this.#staged = new StagedPicture(store);
    this.#wet = new WetStroke(look);
    this.#stage = new Konva.Stage({ container: host, listening: false });
    // A layer is redrawn as a whole: the shadow only when the view changes, pictures per row, the glow per token.
    this.#ground.add(this.#backdrop.node);
    this.#content.add(this.#dots.node, this.#pictures.node, this.#staged.node, this.#growing.node);
    this.#overlay.add(this.#grid.node, this.#heat.node, this.#wet.node, this.#frame.node, this.#plan.node);
    this.#overlay.add(this.#region.node, this.#glow.node, this.#boxes.node, this.#found.node, this.#selection.node);
    this.#overlay.add(this.#marks.node, this.#rulers.node);
    this.#stage.add(this.#ground, this.#content, this.#overlay);
    // A graphics process that dies takes what was painted with it.
    for (const layer of this.#stage.getLayers())
      layer.getNativeCanvasElement().addEventListener('contextrestored', () => layer.batchDraw());
  }

  show(scene: Scene): void {
    this.#scene = scene;
    if (this.#stage.width() !== scene.area.width || this.#stage.height() !== scene.area.height)
      this.#stage.size(scene.area);
    this.#smooth(scene.view.scale);
    this.#backdrop.show(scene);
    this.#frame.show(scene);
    const below = this.#pictures.show(scene);
    const staged = this.#staged.show(scene);
    const previewRows = this.#growing.show(scene);
    const marks = [this.#found, this.#selection, this.#marks, this.#rulers];
    for (const overlay of [this.#grid, this.#heat, this.#wet, this.#boxes, ...marks]) overlay.show(scene, previewRows);

    this.#dots.show(scene, previewRows);
    this.#plan.show(scene, previewRows);
    this.#region.show(scene, previewRows);
    this.#glow.show(scene, previewRows);
    this.#overlay.batchDraw();
    this.#shown({ asset: staged ?? below, staged, previewRows });
  }

  /** The picture, when it is loaded. */
  picture(asset: string): Painted | undefined {
    return this.#store.get(asset);
  }

  /** The picture once it is loaded. */
  loaded(asset: string): Promise<Painted | undefined> {
    return this.#store.loaded(asset);
  }

  /** Shows what is being painted on a layer, or no longer. */
  wet(layer: string, canvas: OffscreenCanvas | undefined): void {
    this.#pictures.wet(layer, canvas);
    this.#refresh();
  }

  /** A picture that was painted here and has got its name. */
  adopt(asset: string, canvas: OffscreenCanvas): void {
    this.#store.adopt(asset, canvas);
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
