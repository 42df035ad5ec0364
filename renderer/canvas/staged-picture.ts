import Konva from 'konva';
import type { PictureStore } from './picture-store';
import { place, setImage, viewTransform } from './pictures';
import type { Scene } from './scene';

/** A candidate over the frame, whole or from the line of the comparison on, with what it is compared with below. */
export class StagedPicture {
  readonly node = new Konva.Group({ listening: false });
  readonly #under = new Konva.Image({ image: undefined, listening: false });
  readonly #image = new Konva.Image({ image: undefined, listening: false });
  readonly #store: PictureStore;

  constructor(store: PictureStore) {
    this.#store = store;
    this.node.add(this.#under, this.#image);
  }

  /** Returns the asset of the candidate when it is on the screen. */
  show(scene: Scene): string | undefined {
    const { staged, growing } = scene;
    const seen = staged !== undefined && growing === undefined;
    this.node.setAttrs({ ...viewTransform(scene), visible: seen });
    if (!seen) return undefined;
    this.#showPart(this.#under, staged.under, 0, scene);
    return this.#showPart(this.#image, staged.asset, staged.from, scene) ? staged.asset : undefined;
  }

  #showPart(image: Konva.Image, asset: string | undefined, from: number, { document: { frame } }: Scene): boolean {
    const picture = asset === undefined ? undefined : this.#store.get(asset);
    const visible = picture !== undefined && from < 1;
    if (picture === undefined || !visible) {
      image.visible(false);
      return false;
    }
    const cut = from * frame.width;
    place(image, { x: frame.x + cut, y: frame.y, width: frame.width - cut, height: frame.height, visible });
    place(image, { cropX: from * picture.width, cropWidth: (1 - from) * picture.width, cropHeight: picture.height });
    setImage(image, picture);
    return true;
  }
}
