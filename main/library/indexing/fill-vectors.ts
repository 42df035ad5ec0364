import { type Photo, thumbnailIdOf } from '../photo';
import { type Square, type SquareShape, squareFrom } from '../scan/read-photo';
import type { NewPhoto } from '../store';
import type { IndexingParts } from './index-folder';

const batchSize = 32;

/**
 * Gives vectors to the photos that the present retriever has not seen, from their thumbnails: another pack needs no second
 * look at the photos themselves. Ends where nobody can be asked, or a whole batch brings nothing.
 */
export async function fillVectors(parts: IndexingParts): Promise<void> {
  const { store, shape, gate, signal } = parts;
  if (shape === undefined) return;
  for (let left = await store.unseen(batchSize); left.length > 0; left = await store.unseen(batchSize)) {
    await gate.pass(signal);
    const filled = await vectorsFor(left, shape, parts);
    if (filled.length === 0) return;
    await store.put(filled);
  }
}

async function vectorsFor(photos: readonly Photo[], shape: SquareShape, parts: IndexingParts): Promise<NewPhoto[]> {
  const squares = await Promise.all(photos.map((photo) => squareOfThumbnail(photo, shape, parts)));
  const ready = photos.flatMap((photo, index) => {
    const square = squares[index];
    return square === undefined ? [] : [{ photo, square }];
  });
  const vectors = ready.length === 0 ? undefined : await parts.embed(ready.map(({ square }) => square));
  if (vectors === undefined) return [];
  return ready.map(({ photo }, index) => ({ photo, vector: vectors[index] }));
}

async function squareOfThumbnail(
  { content }: Photo,
  shape: SquareShape,
  { thumbnails }: IndexingParts,
): Promise<Square | undefined> {
  const webp = await thumbnails.read(thumbnailIdOf(content));
  return webp && squareFrom(webp, shape).catch(() => undefined);
}
