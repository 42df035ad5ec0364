import Konva from 'konva';
import type { PictureLayer } from '../../preload/contract';
import type { PictureStore } from './picture-store';
import type { Scene } from './scene';

/** The document's picture layers, from the bottom to the top. */
export class Pictures {
  readonly node = new Konva.Group({ listening: false });
  readonly #store: PictureStore;
  readonly #images = new Map<string, Konva.Image>();

  constructor(store: PictureStore) {
    this.#store = store;
  }

  /** Returns the asset of the topmost picture that is on the screen. */
  show(scene: Scene): string | undefined {
    const layers = scene.document.layers.filter((layer) => layer.type === 'picture');
    this.#removeOthers(layers);
    this.node.setAttrs({ ...viewTransform(scene), visible: scene.growing === undefined });
    if (scene.growing !== undefined) return undefined;
    const shown = layers.map((layer) => this.#showLayer(layer));
    this.#sort(layers);
    return shown.findLast((asset) => asset !== undefined);
  }

  #showLayer(layer: PictureLayer): string | undefined {
    const image = this.#imageOf(layer);
    const picture = this.#store.get(layer.asset);
    // Until the new picture has arrived the one before stays: no flash of empty paper.
    if (picture === undefined) return undefined;
    image.setAttrs({ ...layer.rect, image: picture, opacity: layer.opacity, visible: layer.visible });
    return layer.visible ? layer.asset : undefined;
  }

  #sort(layers: readonly PictureLayer[]): void {
    for (const [index, layer] of layers.entries()) {
      const image = this.#images.get(layer.id);
      // Even an unchanged place would have Konva redraw everything.
      if (image !== undefined && image.zIndex() !== index) image.zIndex(index);
    }
  }

  #imageOf(layer: PictureLayer): Konva.Image {
    const known = this.#images.get(layer.id);
    if (known !== undefined) return known;
    const image = new Konva.Image({ image: undefined, listening: false });
    this.#images.set(layer.id, image);
    this.node.add(image);
    return image;
  }

  #removeOthers(layers: readonly PictureLayer[]): void {
    const kept = new Set<string>(layers.map((layer) => layer.id));
    for (const [id, image] of this.#images) {
      if (kept.has(id)) continue;
      image.destroy();
      this.#images.delete(id);
    }
  }
}

/** Attributes of a group that holds nodes in document pixels. */
export function viewTransform(scene: Scene) {
  const { x, y, scale } = scene.view;
  return { x, y, scaleX: scale, scaleY: scale };
}
