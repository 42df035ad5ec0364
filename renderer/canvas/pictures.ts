import Konva from 'konva';
import type { Layer } from '../../preload/contract';
import { centreOf } from '../editor/geometry';
import type { Palette } from './palette';
import type { Painted, PictureStore } from './picture-store';
import type { Scene } from './scene';

type AssetLayer = Extract<Layer, { asset: unknown }>;
type Source = Painted | ImageBitmap;

/** The document's layers of pixels - pictures, controls and masks - from the bottom to the top. */
export class Pictures {
  readonly node = new Konva.Group({ listening: false });
  readonly #store: PictureStore;
  readonly #images = new Map<string, Konva.Image>();
  /** What is painted on a layer and has not got a name from the host yet. */
  readonly #wet = new Map<string, OffscreenCanvas>();
  readonly #tinted = new Map<
    string,
    { readonly of: Source; readonly colour: string; readonly canvas: OffscreenCanvas }
  >();

  constructor(store: PictureStore) {
    this.#store = store;
  }

  /** Shows the canvas in place of the layer's picture until it is dry. */
  wet(layer: string, canvas: OffscreenCanvas | undefined): void {
    if (canvas === undefined) this.#wet.delete(layer);
    else this.#wet.set(layer, canvas);
  }

  /** Returns the asset of the topmost picture that is on the screen. */
  show(scene: Scene): string | undefined {
    const layers = scene.document.layers.filter((layer) => layer.type !== 'box');
    this.#removeOthers(layers);
    const { width, height } = scene.document;
    // What lies outside of the canvas is kept, and not seen: it is no part of the picture.
    this.node.setAttrs({ clipX: 0, clipY: 0, clipWidth: width, clipHeight: height });
    this.node.setAttrs({ ...viewTransform(scene), visible: scene.growing?.over !== false });
    if (scene.growing?.over === false) return undefined;
    const shown = layers.map((layer) => this.#showLayer(layer, scene));
    this.#sort(layers);
    return shown.findLast((asset) => asset !== undefined);
  }

  #showLayer(layer: AssetLayer, scene: Scene): string | undefined {
    const { view, palette } = scene;
    const image = this.#imageOf(layer);
    const wished = layer.rect.width * view.scale * devicePixelRatio;
    const picture = this.#wet.get(layer.id) ?? this.#store.sized(layer.asset, wished);
    // Until the new picture has arrived the one before stays: no flash of empty paper.
    if (picture === undefined) return undefined;
    const { width, height } = layer.rect;
    place(image, {
      ...centreOf(layer.rect),
      ...{ width, height, offsetX: width / 2, offsetY: height / 2 },
      rotation: layer.type === 'picture' ? (layer.rotation ?? 0) : 0,
      opacity: layer.type === 'mask' ? 0.55 * layer.opacity : layer.opacity,
      visible: layer.visible && !this.#isCovered(layer, scene),
    });
    setImage(image, layer.type === 'mask' ? this.#tint(layer, picture, palette) : picture);
    return layer.visible && layer.type === 'picture' ? layer.asset : undefined;
  }

  /** What a candidate takes the place of would shine through where both are transparent. */
  #isCovered(layer: AssetLayer, { staged }: Scene): boolean {
    if (staged?.replaces !== layer.id || staged.from > 0) return false;
    return this.#store.get(staged.asset) !== undefined;
  }

  /** A mask is seen as a coloured film where it is opaque. */
  #tint(layer: AssetLayer, of: Source, { mask: colour }: Palette): OffscreenCanvas {
    const known = this.#tinted.get(layer.id);
    if (known?.of === of && known.colour === colour && !this.#wet.has(layer.id)) return known.canvas;
    const canvas = new OffscreenCanvas(of.width, of.height);
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.drawImage(of, 0, 0);
      context.globalCompositeOperation = 'source-in';
      context.fillStyle = colour;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    this.#tinted.set(layer.id, { of, colour, canvas });
    return canvas;
  }

  #sort(layers: readonly AssetLayer[]): void {
    for (const [index, layer] of layers.entries()) {
      const image = this.#images.get(layer.id);
      // Even an unchanged place would have Konva redraw everything.
      if (image !== undefined && image.zIndex() !== index) image.zIndex(index);
    }
  }

  #imageOf(layer: AssetLayer): Konva.Image {
    const known = this.#images.get(layer.id);
    if (known !== undefined) return known;
    const image = new Konva.Image({ image: undefined, listening: false });
    this.#images.set(layer.id, image);
    this.node.add(image);
    return image;
  }

  #removeOthers(layers: readonly AssetLayer[]): void {
    const kept = new Set<string>(layers.map((layer) => layer.id));
    for (const [id, image] of this.#images) {
      if (kept.has(id)) continue;
      image.destroy();
      this.#images.delete(id);
      this.#tinted.delete(id);
      this.#wet.delete(id);
    }
  }
}

/** Konva redraws the whole layer when it is given a picture, even the one that it has. */
export function setImage(image: Konva.Image, picture: Source): void {
  if (image.image() !== picture) image.image(picture);
}

/** As `setAttrs`, without giving the picture again. */
export function place(shape: Konva.Shape, attributes: Konva.ShapeConfig): void {
  shape.setAttrs(attributes);
}

/** Attributes of a group that holds nodes in document pixels. */
export function viewTransform(scene: Scene) {
  const { x, y, scale } = scene.view;
  return { x, y, scaleX: scale, scaleY: scale };
}
