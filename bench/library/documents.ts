import sharp from 'sharp';
import { candidateStream } from '../../main/core/random/candidate-stream';
import type { RandomStream } from '../../main/core/random/xoshiro';
import type { Photo } from '../../main/library/photo';
import { photoIdOf } from '../../main/library/photo';
import { squareFrom } from '../../main/library/scan/read-photo';
import type { NewPhoto } from '../../main/library/store';
import type { Studio } from '../../main/studio';
import { FolderId } from '../../preload/contract';
import { drawing } from './drawings';

export type Vectors = { readonly rows: readonly Float32Array[]; readonly dimension: number };

/** Standard deviation of the noise, as a share of a vector's length: copies have a cosine of about 0.89 with their picture. */
const noise = 0.5;
const folder = FolderId.parse('folder-00000000000000be');
const batch = 16;

/** What the retriever of a pack makes of drawings. */
export async function vectorsOfDrawings(
  { host }: Studio,
  pack: { readonly hash: string; readonly side: number },
  count: number,
  from = 0,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let first = from; first < from + count; first += batch) {
    const seeds = Array.from({ length: Math.min(batch, from + count - first) }, (_, index) => first + index);
    const squares = await Promise.all(seeds.map((seed) => squareOf(seed, pack.side)));
    vectors.push(...(await host.embed({ pack: pack.hash, texts: [], squares }, true)));
  }
  return vectors;
}

async function squareOf(seed: number, side: number) {
  const png = await sharp(Buffer.from(drawing(seed, 2 * side, 2 * side)))
    .png()
    .toBuffer();
  return squareFrom(png, { side, fit: 'cover' });
}

/** Vectors near the given ones, each of length 1. */
export function* repeated(vectors: readonly Float32Array[], count: number): Generator<Float32Array> {
  const random = candidateStream(7, 0);
  for (let index = 0; index < count; index++) {
    const vector = vectors[index % vectors.length];
    if (vector !== undefined) yield noisy(vector, random);
  }
}

function noisy(vector: Float32Array, random: RandomStream): Float32Array {
  const sigma = noise / Math.sqrt(vector.length);
  const moved = vector.map((value) => value + sigma * normal(random));
  const length = Math.hypot(...moved);
  return moved.map((value) => value / length);
}

/** Box and Muller. */
function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** A photo as the library knows it, with prints that differ so that none are folded. */
export function documentAt(index: number, vector: Float32Array): NewPhoto {
  const path = `/photos/${index % 200}/${index}.jpg`;
  const content = index.toString(16).padStart(64, '0');
  const print = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(2);
  const photo: Photo = {
    ...{ id: photoIdOf(path), path, folder, name: `${index}.jpg`, content, bytes: 3_000_000 + index, modified: index },
    ...{ taken: 1.5e12 + index * 60_000, width: 4000, height: 3000, format: 'jpeg', kind: 'photo' as const, print },
    ...{ caption: index % 3 === 0 ? `drawing number ${index}` : null, prompt: null },
  };
  return { photo, vector };
}
