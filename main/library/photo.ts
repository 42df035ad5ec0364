import { createHash } from 'node:crypto';
import { AssetId, type FolderId, PhotoId, type PhotoKind, type PhotoReason } from '../../preload/contract';

/** A file that may be a photo, as the disk lists it. */
export type FoundFile = {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
};

/** A photo as the store keeps it; vectors are kept beside. */
export type Photo = FoundFile & {
  readonly id: PhotoId;
  readonly folder: FolderId;
  readonly name: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly content: string;
  /** When it was taken, or else when the file was changed: milliseconds since 1970. */
  readonly taken: number;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly kind: PhotoKind;
  readonly caption: string | null;
  readonly prompt: string | null;
  /** 64 bits of how bright neighbouring parts are, in hexadecimal: pictures that look the same differ in few of them. */
  readonly print: string;
};

/** A file that could not be taken in. */
export type Problem = FoundFile & {
  readonly folder: FolderId;
  readonly reason: PhotoReason;
  readonly message: string;
};

/** One path is one photo. */
export function photoIdOf(path: string): PhotoId {
  return PhotoId.parse(`photo-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`);
}

/** Cannot be the id of a whole picture, which is hexadecimal. */
export function thumbnailIdOf(content: string): AssetId {
  return AssetId.parse(`thumb${content.slice(0, 40)}`);
}
