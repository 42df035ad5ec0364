/** What can be painted, with its size in pixels. */
export type Painted = HTMLImageElement | OffscreenCanvas;

const mostKept = 48;
/** Pictures with a longer side get smaller copies: painting a huge picture small costs a frame each time. */
const smallEnough = 1536;

interface Kept {
  readonly whole: Painted;
  /** Ever smaller copies, each half as wide as the one before. */
  smaller: readonly ImageBitmap[];
}

/** Loaded pictures by asset. Asking for one that is not there starts loading it. */
export class PictureStore {
  readonly #pictures = new Map<string, Kept>();
  readonly #address: (asset: string) => string;
  readonly #arrived: () => void;

  constructor(address: (asset: string) => string, arrived: () => void) {
    this.#address = address;
    this.#arrived = arrived;
  }

  /** The picture when it can be drawn now. */
  get(asset: string): Painted | undefined {
    const { whole } = this.#pictures.get(asset) ?? this.#load(asset);
    return isReady(whole) ? whole : undefined;
  }

  /** The picture once it is loaded; nothing where it cannot be had. */
  async loaded(asset: string): Promise<Painted | undefined> {
    const { whole } = this.#pictures.get(asset) ?? this.#load(asset);
    if (whole instanceof HTMLImageElement) await whole.decode().catch(() => undefined);
    return this.get(asset);
  }

  /** The smallest copy that still has `width` pixels, or the picture itself. */
  sized(asset: string, width: number): Painted | ImageBitmap | undefined {
    const whole = this.get(asset);
    if (whole === undefined) return undefined;
    return this.#pictures.get(asset)?.smaller.findLast((copy) => copy.width >= width) ?? whole;
  }

  /** A picture that was painted here and has got its name; it need not be loaded. */
  adopt(asset: string, canvas: OffscreenCanvas): void {
    this.#keep(asset, canvas);
    void this.#shrink(asset);
  }

  #load(asset: string): Kept {
    const picture = new Image();
    const kept = this.#keep(asset, picture);
    picture.addEventListener('load', () => {
      this.#arrived();
      void this.#shrink(asset);
    });
    picture.src = this.#address(asset);
    return kept;
  }

  #keep(asset: string, whole: Painted): Kept {
    const kept: Kept = { whole, smaller: [] };
    this.#pictures.set(asset, kept);
    this.#dropOldest();
    return kept;
  }

  async #shrink(asset: string): Promise<void> {
    const kept = this.#pictures.get(asset);
    if (kept === undefined) return;
    let source: Painted | ImageBitmap = kept.whole;
    while (Math.max(source.width, source.height) > smallEnough) {
      const half: ImageBitmap = await createImageBitmap(source, {
        resizeWidth: Math.ceil(source.width / 2),
        resizeHeight: Math.ceil(source.height / 2),
        resizeQuality: 'high',
      });
      kept.smaller = [...kept.smaller, half];
      source = half;
    }
    if (kept.smaller.length > 0) this.#arrived();
  }

  #dropOldest(): void {
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > mostKept && oldest !== undefined) this.#pictures.delete(oldest);
  }
}

function isReady(picture: Painted): boolean {
  return picture instanceof OffscreenCanvas || (picture.complete && picture.naturalWidth > 0);
}
