const mostKept = 48;

/** Loaded pictures by asset. Asking for one that is not there starts loading it. */
export class PictureStore {
  readonly #pictures = new Map<string, HTMLImageElement>();
  readonly #address: (asset: string) => string;
  readonly #arrived: () => void;

  constructor(address: (asset: string) => string, arrived: () => void) {
    this.#address = address;
    this.#arrived = arrived;
  }

  /** The picture when it can be drawn now. */
  get(asset: string): HTMLImageElement | undefined {
    const picture = this.#pictures.get(asset) ?? this.#load(asset);
    return picture.complete && picture.naturalWidth > 0 ? picture : undefined;
  }

  #load(asset: string): HTMLImageElement {
    const picture = new Image();
    this.#pictures.set(asset, picture);
    this.#dropOldest();
    picture.addEventListener('load', this.#arrived);
    picture.src = this.#address(asset);
    return picture;
  }

  #dropOldest(): void {
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > mostKept && oldest !== undefined) this.#pictures.delete(oldest);
  }
}
