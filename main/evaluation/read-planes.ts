import sharp from 'sharp';
import type { Rgb } from '../core/control/pixels';
import type { Planes } from '../engine/sessions/image-graphs';

/** A picture file as interleaved bytes of red, green and blue, `side` pixels wide and high. */
export async function readRgb(picture: Uint8Array, side: number): Promise<Rgb> {
  const data = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'fill' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
  return { data, width: side, height: side };
}

/** A picture file as planes of red, green and blue in 0..1, as large as the judge wants it. */
export async function readPlanes(picture: Uint8Array, side: number): Promise<Planes> {
  const { data: rgb } = await readRgb(picture, side);
  const size = side * side;
  const data = new Float32Array(3 * size);
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) data[channel * size + pixel] = (rgb[3 * pixel + channel] ?? 0) / 255;
  }
  return { data, width: side, height: side };
}
