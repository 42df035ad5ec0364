import { FolderId, PhotoId, PhotoKind, PhotoReason, z } from '../../../preload/contract';
import type { Photo, Problem } from '../photo';

const PhotoRow = z.object({
  id: PhotoId,
  path: z.string(),
  folder: FolderId,
  name: z.string(),
  content: z.string(),
  bytes: z.number(),
  modified: z.number(),
  taken: z.number(),
  width: z.number(),
  height: z.number(),
  format: z.string(),
  kind: PhotoKind,
  caption: z.string().nullable(),
  prompt: z.string().nullable(),
  print: z
    .string()
    .nullable()
    .transform((print) => print ?? ''),
});

const ProblemRow = z.object({
  path: z.string(),
  folder: FolderId,
  reason: PhotoReason,
  message: z.string(),
  bytes: z.number(),
  modified: z.number(),
});

export const photoColumnNames = Object.keys(PhotoRow.shape);

/** From the columns that filters look at. */
export function readPhotoColumns(row: unknown): Photo {
  return PhotoRow.parse(row);
}

/** The column from which a photo is read. */
export const factsColumn = 'facts';
const Facts = z.object({ [factsColumn]: z.string() });

export function readPhoto(row: unknown): Photo {
  return PhotoRow.parse(JSON.parse(Facts.parse(row)[factsColumn]));
}

/** What is made of a photo's other columns: the words in small letters, and all of them as JSON. */
export function digestOf(photo: Photo): { readonly said: string; readonly facts: string } {
  const { name, caption, prompt } = photo;
  const facts = Object.fromEntries(Object.entries(photo).filter(([key]) => photoColumnNames.includes(key)));
  return { said: [name, caption ?? '', prompt ?? ''].join(' ').toLowerCase(), facts: JSON.stringify(facts) };
}

export function readProblem(row: unknown): Problem {
  return ProblemRow.parse(row);
}

/** Arrow hands vectors out in a form of its own. */
export function readVector(value: unknown): Float32Array | undefined {
  if (!isVector(value)) return undefined;
  const array = value.toArray();
  return array instanceof Float32Array ? array : undefined;
}

function isVector(value: unknown): value is { toArray(): unknown } {
  return typeof value === 'object' && value !== null && 'toArray' in value && typeof value.toArray === 'function';
}
