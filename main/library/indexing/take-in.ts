import { basename } from 'node:path';
import type { FolderId } from '../../../preload/contract';
import { captionBeside } from '../../documents/sidecars/caption-beside';
import { type FoundFile, type Photo, type Problem, photoIdOf } from '../photo';
import { faultOf } from '../scan/photo-faults';
import { type PhotoFile, type Square, type SquareShape, readPhoto, readPhotoFile } from '../scan/read-photo';
import type { NewPhoto } from '../store';

/** What became of one file. */
export type TakenIn =
  | {
      readonly kind: 'photo';
      readonly photo: Photo;
      readonly thumbnail: Uint8Array;
      readonly square: Square | undefined;
    }
  /** The same bytes are known from another place: nothing has to be made anew. */
  | { readonly kind: 'known'; readonly known: NewPhoto }
  | { readonly kind: 'problem'; readonly problem: Problem };

export type TakeInParts = {
  readonly folder: FolderId;
  /** Of the squares for the retriever; undefined where there is none. */
  readonly shape: SquareShape | undefined;
  /** What is known of a photo with these very bytes. */
  readonly recall: (content: string) => Promise<NewPhoto | undefined>;
};

/** Reads one file. Never rejects: what goes wrong with a file is a fact about it. */
export async function takeIn(found: FoundFile, { folder, shape, recall }: TakeInParts): Promise<TakenIn> {
  try {
    const file = await readPhotoFile(found);
    const [known, said] = await Promise.all([recall(file.content), captionBeside(found.path)]);
    if (known !== undefined) return { kind: 'known', known: moved(known, found, file, folder, said) };
    const read = await readPhoto(found, file, folder, shape);
    return { kind: 'photo', ...read, photo: { ...read.photo, caption: said ?? null } };
  } catch (thrown) {
    const { reason, message } = faultOf(thrown);
    return { kind: 'problem', problem: { ...found, folder, reason, message } };
  }
}

/** A caption goes along with its photo, unless there are other words at the new place. */
function moved(
  { photo, vector }: NewPhoto,
  found: FoundFile,
  { content }: PhotoFile,
  folder: FolderId,
  said: string | undefined,
): NewPhoto {
  const { path } = found;
  const caption = said ?? photo.caption;
  return { photo: { ...photo, ...found, content, folder, caption, id: photoIdOf(path), name: basename(path) }, vector };
}
