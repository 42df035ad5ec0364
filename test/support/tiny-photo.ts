import { readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackManifest, z } from '../../preload/contract';

export const tinyPhotoPack = join(import.meta.dirname, 'tiny-photo-pack');

const Ids = z.array(z.int());
const Prompt = z.object({ ids: Ids, positions: z.array(z.tuple([z.number(), z.number(), z.number()])), kinds: Ids });
const pair = <S extends z.ZodType>(schema: S) => z.object({ slope: schema, white: schema });
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(import.meta.dirname, ...path), 'utf8'));

/** What PyTorch says of the tiny pack that only reads; written by native-models/recipe together with the pack. */
export const tinyPhotoExpected = z
  .object({
    question: z.string(),
    features: z.array(z.array(z.number())),
    unfamiliarity: pair(z.number()),
    captionPrompt: Prompt,
    askPrompt: Prompt,
    captionIds: pair(Ids),
    askIds: pair(Ids),
    retriever: z.object({
      texts: z.array(z.string()),
      textVectors: z.array(z.array(z.number())),
      pictureVectors: pair(z.array(z.number())),
    }),
  })
  .parse(readJson('tiny-photo-pack.expected.json'));

export const tinyPhotoManifest = PackManifest.parse(readJson('tiny-photo-pack', 'pack.json'));

/** A copy of the pack as a newer version of the pack for photos that comes with the studio. */
export async function copyAsPhotoPack(home: string): Promise<string> {
  const folder = join(home, 'photo');
  await cp(tinyPhotoPack, folder, { recursive: true });
  const newer = { ...tinyPhotoManifest, id: 'photo', version: '99.0.0' };
  await writeFile(join(folder, 'pack.json'), JSON.stringify(newer));
  return folder;
}

const side = 32;

/** Bytes of the pictures that the expected values are of, red, green and blue of each pixel: see `picture` in tiny_photo.py. */
export function tinyPhotoBytes(kind: 'slope' | 'white'): Uint8Array {
  return Uint8Array.from({ length: 3 * side * side }, (_, index) => {
    const [c, pixel] = [index % 3, Math.floor(index / 3)];
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    const slope = (x * (c + 1) + y * (3 - c)) % side;
    return kind === 'white' ? 255 : Math.round((255 * slope) / (side - 1));
  });
}

/** The same as planes, exactly as PyTorch had them. */
export function tinyPhotoPlanes(kind: 'slope' | 'white') {
  const data = Float32Array.from({ length: 3 * side * side }, (_, index) => {
    const c = Math.floor(index / (side * side));
    const [x, y] = [index % side, Math.floor(index / side) % side];
    return kind === 'white' ? 1 : ((x * (c + 1) + y * (3 - c)) % side) / (side - 1);
  });
  return { data, width: side, height: side };
}
