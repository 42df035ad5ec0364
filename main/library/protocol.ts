import {
  FolderId,
  LibraryView,
  PhotoFilter,
  PhotoId,
  Rectangle,
  StudioErrorData,
  maximumHits,
  z,
} from '../../preload/contract';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
const Vector = z.custom<Float32Array>((value) => value instanceof Float32Array, 'must be numbers');

/** The retriever that vectors come from. `key` changes when its graphs do. */
export const RetrieverInUse = z.object({
  key: z.string().regex(/^[a-f0-9]{8,64}$/),
  dimension: z.int().min(2),
  /** Side of the square pictures that it reads. */
  side: z.int().min(16),
  /** How a photo that is not square becomes one. */
  fit: z.enum(['cover', 'stretch']).default('cover'),
  /** Sentences about various things: what fits none of them better than the query fits the query. */
  contrast: z.array(z.string()).readonly(),
});
export type RetrieverInUse = z.infer<typeof RetrieverInUse>;

/** What the host asks of the library's process. */
export const LibraryCall = z.discriminatedUnion('name', [
  z.object({ name: z.literal('view') }),
  z.object({ name: z.literal('addFolder'), path: z.string() }),
  z.object({ name: z.literal('removeFolder'), folder: FolderId }),
  z.object({ name: z.literal('scan') }),
  /** Answered when no photo is being read any more. */
  z.object({ name: z.literal('settle') }),
  z.object({ name: z.literal('indexing'), action: z.enum(['pause', 'resume', 'cancel']) }),
  z.object({ name: z.literal('photos'), filter: PhotoFilter, offset: z.int(), limit: z.int() }),
  z.object({ name: z.literal('problems'), offset: z.int(), limit: z.int() }),
  z.object({
    name: z.literal('search'),
    words: z.string().optional(),
    picture: z.union([z.object({ bytes: Bytes }), z.object({ photo: PhotoId })]).optional(),
    region: Rectangle.optional(),
    filter: PhotoFilter,
    limit: z.int().max(maximumHits),
  }),
  z.object({
    name: z.literal('references'),
    words: z.string().optional(),
    like: z.array(PhotoId).readonly(),
    without: z.array(PhotoId).readonly(),
    most: z.int().min(1),
  }),
  /** The path of a photo's file. */
  z.object({ name: z.literal('path'), photo: PhotoId }),
  /** The photo as a PNG, JPEG or WebP file. */
  z.object({ name: z.literal('picture'), photo: PhotoId }),
  /** A caption for the photo at a path; nothing happens where the library has none there. */
  z.object({ name: z.literal('caption'), path: z.string(), text: z.string() }),
]);
export type LibraryCall = z.infer<typeof LibraryCall>;

const Square = z.object({ side: z.int(), rgb: Bytes });

export const LibraryCommand = z.discriminatedUnion('type', [
  /** Sent first, and again when the retriever is another one. */
  z.object({
    type: z.literal('configure'),
    folder: z.string(),
    thumbnails: z.string(),
    /** Whether folders are watched for changes. */
    watch: z.boolean(),
    retriever: RetrieverInUse.optional(),
  }),
  z.object({ type: z.literal('call'), id: z.int(), call: LibraryCall }),
  z.object({ type: z.literal('embedded'), id: z.int(), vectors: z.array(Vector).optional() }),
  z.object({ type: z.literal('shutdown') }),
]);
export type LibraryCommand = z.infer<typeof LibraryCommand>;

export const LibraryEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: z.int(), value: z.unknown() }),
  z.object({ type: z.literal('failed'), id: z.int(), error: StudioErrorData }),
  z.object({ type: z.literal('changed'), view: LibraryView }),
  /** Asks for vectors. `urgent` where a person waits. */
  z.object({
    type: z.literal('embed'),
    id: z.int(),
    urgent: z.boolean(),
    texts: z.array(z.string()).readonly(),
    squares: z.array(Square).readonly(),
  }),
]);
export type LibraryEvent = z.infer<typeof LibraryEvent>;
