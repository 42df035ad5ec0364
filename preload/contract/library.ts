import { StudioErrorData } from './errors';
import { AssetId, FolderId, PhotoId } from './ids';
import { Rectangle } from './plan';
import { maximumReferences } from './requests';
import { z } from './zod';

/** Whether a picture came from a camera or any other program, or was made by the studio. */
export const PhotoKind = z.enum(['photo', 'generated']);
export type PhotoKind = z.infer<typeof PhotoKind>;

/** Milliseconds since 1970. */
const Moment = z.number();

/** A picture of the library. Its file is named, its path is not. */
export const PhotoView = z.object({
  id: PhotoId,
  name: z.string(),
  folder: FolderId,
  /** As it is seen, turned as its EXIF data says. */
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.number().min(0),
  /** When it was taken, or else when its file was last changed. */
  taken: Moment,
  kind: PhotoKind,
  format: z.string(),
  caption: z.string().optional(),
  /** The sentence that it was made from. */
  prompt: z.string().optional(),
  thumbnail: AssetId,
  /** How well it fits what was searched for, -1..1. */
  score: z.number().optional(),
  /** How many pictures that look the same stand behind it. */
  alike: z.int().min(0).optional(),
});
export type PhotoView = z.infer<typeof PhotoView>;

export const LibraryFolder = z.object({
  id: FolderId,
  name: z.string(),
  /** Where it is, for people; nothing is ever asked for by it. */
  place: z.string(),
  photos: z.int().min(0),
  problems: z.int().min(0),
  /** It is not there now, perhaps on a drive that was taken out; its photos stay listed. */
  missing: z.boolean(),
});
export type LibraryFolder = z.infer<typeof LibraryFolder>;

export const Indexing = z.object({
  state: z.enum(['idle', 'running', 'paused']),
  /** Photos read so far, of `total`; total is 0 while folders are looked through. */
  done: z.int().min(0),
  total: z.int().min(0),
  photosPerSecond: z.number().min(0),
  /** What stopped the last one, unless it went to its end. */
  error: StudioErrorData.optional(),
});
export type Indexing = z.infer<typeof Indexing>;

export const LibraryView = z.object({
  folders: z.array(LibraryFolder),
  photos: z.int().min(0),
  indexing: Indexing,
  /** Whether pictures can be searched by what they show: a pack brings a retriever. */
  looks: z.boolean(),
  /** Goes up whenever what lists and searches give may have changed. */
  edition: z.int().min(0),
});
export type LibraryView = z.infer<typeof LibraryView>;

/** Why a file is not in the library. */
export const PhotoReason = z.enum(['unreadable', 'damaged', 'unsupported', 'too-large', 'vanished']);
export type PhotoReason = z.infer<typeof PhotoReason>;

export const PhotoProblem = z.object({
  name: z.string(),
  place: z.string(),
  folder: FolderId,
  reason: PhotoReason,
  /** One sentence for people. */
  message: z.string(),
});
export type PhotoProblem = z.infer<typeof PhotoProblem>;

export const PhotoFilter = z.strictObject({
  folders: z.array(FolderId).max(200).optional(),
  from: Moment.optional(),
  /** Up to, not including. */
  until: Moment.optional(),
  /** Of the longer side, in pixels. */
  minimumSide: z.int().min(1).optional(),
  kind: PhotoKind.optional(),
  captioned: z.boolean().optional(),
});
export type PhotoFilter = z.infer<typeof PhotoFilter>;

/** Most photos that one search gives. */
export const maximumHits = 500;

export const PhotoQuery = z
  .strictObject({
    words: z.string().trim().min(1).max(2000).optional(),
    picture: z.union([z.strictObject({ asset: AssetId }), z.strictObject({ photo: PhotoId })]).optional(),
    /** The part of the picture that is meant. */
    region: Rectangle.optional(),
    filter: PhotoFilter.default({}),
    limit: z.int().min(1).max(maximumHits).default(200),
  })
  .refine(({ words, picture }) => words !== undefined || picture !== undefined, 'words or a picture are needed')
  .refine(({ region, picture }) => region === undefined || picture !== undefined, 'a region needs a picture');
export type PhotoQuery = z.infer<typeof PhotoQuery>;

/** What a new picture is to show, and the photos that others are to be like. */
export const ReferenceQuery = z
  .strictObject({
    words: z.string().trim().min(1).max(2000).optional(),
    like: z.array(PhotoId).max(maximumReferences).default([]),
    /** Photos that are not wanted. */
    without: z.array(PhotoId).max(100).default([]),
    most: z.int().min(1).max(maximumReferences),
  })
  .refine(({ words, like }) => words !== undefined || like.length > 0, 'words or pictures are needed');
export type ReferenceQuery = z.infer<typeof ReferenceQuery>;

/** `fits` is false where nothing in the library is what was searched for; then `photos` is empty. */
export const PhotoHits = z.object({ photos: z.array(PhotoView), fits: z.boolean() });
export type PhotoHits = z.infer<typeof PhotoHits>;

export const PhotoPage = z.object({ photos: z.array(PhotoView), total: z.int().min(0) });
export type PhotoPage = z.infer<typeof PhotoPage>;

export const AddFolderReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), folder: FolderId }),
  z.object({ kind: z.literal('cancelled') }),
  /** The shell has no dialog for folders: the window asks for the path itself and sends it. */
  z.object({ kind: z.literal('ask'), suggestion: z.string() }),
]);
export type AddFolderReply = z.infer<typeof AddFolderReply>;
