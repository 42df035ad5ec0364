import Konva from 'konva';
import type { PictureStore } from './picture-store';
import { place, setImage, viewTransform } from './pictures';
import type { Scene } from './scene';

/** The rows of the picture that is being drawn, as far as they are finished. */
export class GrowingPicture {
  readonly node = new Konva.Group({ listening: false });
  readonly #image = new Konva.Image({ image: undefined });
  readonly #store: PictureStore;
  #rows = 0;

  constructor(store: PictureStore) {
    this.#store = store;
    this.node.add(this.#image);
  }

  /** Returns how many rows are on the screen. */
  show(scene: Scene): number {
    const preview = scene.growing?.preview;
    this.node.setAttrs({ ...viewTransform(scene), visible: preview !== undefined });
    if (preview === undefined) return this.#clear();
    const picture = this.#store.get(preview.asset);
    if (picture === undefined) return this.#rows;
    place(this.#image, scene.growing?.area ?? scene.document.frame);
    setImage(this.#image, picture);
    this.#rows = preview.rows;
    return this.#rows;
  }

  #clear(): number {
    this.#image.image(undefined);
    this.#rows = 0;
    return 0;
  }
}
