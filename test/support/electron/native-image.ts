import type { NativeImage, ResizeOptions, nativeImage as electronImages } from 'electron';
import { standsFor } from './seam';

/** Keeps the bytes; nothing here looks at pixels. Electron's image of what is no PNG or JPEG is empty. */
class StandInImage implements Pick<NativeImage, 'isEmpty' | 'toPNG'> {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return !['89504e47', 'ffd8ffe0', 'ffd8ffe1'].includes(this.#bytes.subarray(0, 4).toString('hex'));
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  resize(_options: ResizeOptions): NativeImage {
    return standsFor<NativeImage>(this);
  }
}

export const nativeImage: Pick<typeof electronImages, 'createFromBuffer'> = {
  createFromBuffer: (bytes) => standsFor<NativeImage>(new StandInImage(bytes)),
};
