import { type PhotoFilter, type PhotoId, StudioError } from '../../../preload/contract';
import { fold } from '../../core/retrieval/fold';
import { meanOf, relativeCut, standsOut } from '../../core/retrieval/cut';
import { documentVector, similarity } from '../../core/retrieval/vectors';
import type { Photo } from '../photo';
import { type PrintBits, printBits, printDistance } from '../scan/print';
import type { Near, PhotoStore } from '../store';

export type Query = {
  readonly words: string | undefined;
  /** The vector of the picture that is searched by. */
  readonly picture: Float32Array | undefined;
  /** A photo of the library that is searched by, and therefore not found. */
  readonly itself: PhotoId | undefined;
  readonly filter: PhotoFilter;
  readonly limit: number;
};

export type Hit = { readonly photo: Photo; readonly score: number; readonly alike: number };

export type SearchParts = {
  readonly store: PhotoStore;
  /** Undefined where no retriever can be asked. */
  readonly embedTexts: (texts: readonly string[]) => Promise<readonly Float32Array[] | undefined>;
  /** Vectors of sentences about various things. */
  readonly contrast: () => Promise<readonly Float32Array[]>;
  /** Vectors of any photos of the library. */
  readonly sample: () => Promise<readonly Float32Array[]>;
};

/** Differing bits of two prints, and the inner product, from which on two photos look the same. */
const sameBits = 6;
const sameLooks = 0.97;
/** How many more are looked at where near-copies took so many places that too few are left to show. */
const margin = 1.5;

/** The photos that fit, best first. None where nothing in the library is what was asked for. */
export async function search(query: Query, parts: SearchParts): Promise<Hit[]> {
  const { store } = parts;
  const { words, filter, limit, itself } = query;
  const nearTo = async (vector: Float32Array | undefined, count: number) =>
    vector === undefined ? [] : store.nearest(vector, filter, count);
  // The photo that is searched by is among them, and is not shown.
  const most = itself === undefined ? limit : limit + 1;
  const looking = vectorOf(query, parts);
  const [literal, vector, near] = await Promise.all([
    words === undefined ? [] : store.saying(wordsOf(words), filter, limit),
    looking,
    looking.then((found) => nearTo(found, most)),
  ]);
  const said = literal.map(({ photo, vector: own }) => ({
    ...{ photo, vector: own },
    score: own === undefined || vector === undefined ? 0 : similarity(own, vector),
  }));
  said.sort((one, other) => other.score - one.score);
  const hitsAmong = async (nearest: readonly Near[]) => {
    const close = vector === undefined ? [] : await withinCut(nearest, vector, parts);
    const fitting = await standingOut(close, query, parts);
    const all = unique([...said, ...fitting]).filter(({ photo }) => photo.id !== itself);
    return { hits: foldAlike(all).slice(0, limit), mayBeMore: close.length === most };
  };
  const { hits, mayBeMore } = await hitsAmong(near);
  if (hits.length >= limit || !mayBeMore) return hits;
  return (await hitsAmong(await nearTo(vector, Math.ceil(most * margin)))).hits;
}

async function vectorOf({ words, picture }: Query, { embedTexts }: SearchParts): Promise<Float32Array | undefined> {
  const [text] = words === undefined ? [] : ((await embedTexts([words])) ?? []);
  if (text !== undefined && picture !== undefined) return documentVector([text, picture]);
  return text ?? picture;
}

/** The relative cut, and for words also whether the best photos are better described by them than by anything else. */
export async function fittingOf(
  near: readonly Near[],
  vector: Float32Array,
  query: Pick<Query, 'picture'>,
  parts: SearchParts,
): Promise<Near[]> {
  return standingOut(await withinCut(near, vector, parts), query, parts);
}

async function withinCut(near: readonly Near[], vector: Float32Array, parts: SearchParts): Promise<Near[]> {
  const sample = await parts.sample();
  const usual = meanOf(sample.map((each) => similarity(each, vector)));
  const count = relativeCut(
    near.map(({ score }) => score),
    usual,
  );
  return near.slice(0, count);
}

async function standingOut(
  near: readonly Near[],
  { picture }: Pick<Query, 'picture'>,
  parts: SearchParts,
): Promise<Near[]> {
  const contrast = picture === undefined ? await parts.contrast() : [];
  return near.filter(({ score, vector: own }) => {
    if (picture !== undefined || own === undefined) return true;
    return standsOut(
      score,
      contrast.map((sentence) => similarity(sentence, own)),
    );
  });
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function unique(photos: readonly Near[]): Near[] {
  const seen = new Set<PhotoId>();
  return photos.filter(({ photo: { id } }) => !seen.has(id) && seen.add(id));
}

type Printed = Near & { readonly bits: PrintBits };

function foldAlike(photos: readonly Near[]): Hit[] {
  const printed = photos.map((near) => ({ ...near, bits: printBits(near.photo.print) }));
  return fold(printed, lookAlike).map(({ first: { photo, score }, alike }) => ({ photo, score, alike: alike.length }));
}

function lookAlike(one: Printed, other: Printed): boolean {
  if (one.photo.content === other.photo.content) return true;
  if (printDistance(one.bits, other.bits) > sameBits) return false;
  return one.vector !== undefined && other.vector !== undefined && similarity(one.vector, other.vector) >= sameLooks;
}

export function noLooks(): StudioError {
  return new StudioError({
    code: 'task-unsupported',
    message: 'No installed model can compare pictures.',
    hint: 'Search by words that occur in names, captions and prompts, or install a pack with a retriever.',
  });
}
