import Konva from 'konva';
import type { PictureStore } from './picture-store';
import { place, setImage, viewTransform } from './pictures';
import type { Scene, Staged } from './scene';

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
    const seen = staged !== undefined && growing?.over !== false;
    this.node.setAttrs({ ...viewTransform(scene), visible: seen });
    if (!seen) return undefined;
    this.#showPart(this.#under, staged.under, 0, staged);
    return this.#showPart(this.#image, staged.asset, staged.from, staged) ? staged.asset : undefined;
  }

  #showPart(image: Konva.Image, asset: string | undefined, from: number, { rect }: Staged): boolean {
    const picture = asset === undefined ? undefined : this.#store.get(asset);
    const visible = picture !== undefined && from < 1;
    if (picture === undefined || !visible) {
      image.visible(false);
      return false;
    }
    const cut = from * rect.width;
    place(image, { x: rect.x + cut, y: rect.y, width: rect.width - cut, height: rect.height, visible });
    place(image, { cropX: from * picture.width, cropWidth: (1 - from) * picture.width, cropHeight: picture.height });
    setImage(image, picture);
    return true;
  }
}
