import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { candidateStream } from '../../main/core/random/candidate-stream';
import type { RandomStream } from '../../main/core/random/xoshiro';

/** As phones take them: 12 megapixels. */
const photoWidth = 4000;
const photoHeight = 3000;
/** Each drawing is written this often, with another comment inside: to the library these are other files. */
const copies = 10;

/** Coloured shapes on a coloured ground: no two drawings look the same. */
export function drawing(seed: number, width: number, height: number): string {
  const random = candidateStream(seed, 0);
  const shapes = Array.from({ length: 3 + Math.floor(9 * random.next()) }, () => shape(random, width, height));
  const ground = `<rect width="${width}" height="${height}" fill="${colour(random)}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${shapes.join('')}</svg>`;
}

function shape(random: RandomStream, width: number, height: number): string {
  const [x, y] = [random.next() * width, random.next() * height];
  const [a, b] = [(0.05 + 0.3 * random.next()) * width, (0.05 + 0.3 * random.next()) * height];
  const fill = colour(random);
  return random.next() < 0.5
    ? `<ellipse cx="${x}" cy="${y}" rx="${a}" ry="${b}" fill="${fill}"/>`
    : `<rect x="${x}" y="${y}" width="${a}" height="${b}" fill="${fill}" transform="rotate(${360 * random.next()} ${x} ${y})"/>`;
}

function colour(random: RandomStream): string {
  return `hsl(${Math.floor(360 * random.next())} ${Math.floor(20 + 80 * random.next())}% ${Math.floor(15 + 75 * random.next())}%)`;
}

/** Writes JPEG files of 12 megapixels with the noise of a camera, EXIF data and every orientation. Resolves with their bytes. */
export async function writePhotos(folder: string, count: number, tell: (done: number) => void): Promise<number> {
  const grain = await grainOf();
  let bytes = 0;
  for (let first = 0; first < count; first += copies) {
    const jpeg = await photoOf(first / copies, grain);
    for (let copy = first; copy < Math.min(count, first + copies); copy++) {
      const file = withComment(jpeg, `copy ${copy}`);
      await writeFile(join(folder, `photo ${String(copy).padStart(5, '0')}.jpg`), file);
      bytes += file.length;
    }
    tell(Math.min(count, first + copies));
  }
  return bytes;
}

function grainOf(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 14 };
  return sharp({ create: { width: photoWidth, height: photoHeight, channels: 3, background: '#000', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

async function photoOf(seed: number, grain: Buffer): Promise<Buffer> {
  const drawn = sharp(Buffer.from(drawing(seed, photoWidth, photoHeight)));
  const exif = {
    IFD2: { DateTimeOriginal: `2019:07:${String(1 + (seed % 28)).padStart(2, '0')} 12:30:00` },
  };
  return drawn
    .composite([{ input: grain, blend: 'soft-light' }])
    .flatten({ background: '#ffffff' })
    .withExif(exif)
    .withMetadata({ orientation: 1 + (seed % 8) })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** The same picture as another file: a comment right after the start of the image. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(text, 'latin1');
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}
