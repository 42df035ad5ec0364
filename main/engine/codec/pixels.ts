import type { Planes } from '../sessions';

/** Bytes of a picture row by row, `channels` (3 or 4) to a pixel. */
export type Raster = {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
};

export function createRaster(width: number, height: number, channels: 3 | 4): Raster {
  return { data: new Uint8ClampedArray(width * height * channels), width, height, channels };
}

/**
 * Copies the rows of `planes` from `fromRow` on into `raster` at `toRow`, both as wide as each other; what has a fourth
 * channel becomes opaque. Clamping and rounding are the raster's own.
 */
export function paintRows(raster: Raster, toRow: number, planes: Planes, fromRow: number): void {
  const { data, width, channels } = raster;
  const size = planes.width * planes.height;
  let target = toRow * width * channels;
  for (let source = fromRow * width; source < size; source++, target += channels) {
    data[target] = 255 * (planes.data[source] ?? 0);
    data[target + 1] = 255 * (planes.data[size + source] ?? 0);
    data[target + 2] = 255 * (planes.data[2 * size + source] ?? 0);
    if (channels === 4) data[target + 3] = 255;
  }
}

export function toPlanes(rgb: Uint8Array | Uint8ClampedArray, width: number, height: number): Planes {
  const size = width * height;
  const data = new Float32Array(3 * size);
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) data[channel * size + pixel] = (rgb[3 * pixel + channel] ?? 0) / 255;
  }
  return { data, width, height };
}

/** A whole picture as bytes. */
export function fromPlanes(planes: Planes): Raster {
  const raster = createRaster(planes.width, planes.height, 3);
  paintRows(raster, 0, planes, 0);
  return raster;
}
