import type { PhotoId } from '../../../preload/contract';
import { type Candidate, choiceOf, chooseReferences, mostRelevance } from '../../core/retrieval/references';
import { documentVector, similarity } from '../../core/retrieval/vectors';
import type { Photo } from '../photo';
import type { Near } from '../store';
import { type Hit, type SearchParts, fittingOf, wordsOf } from './search';

export type ReferenceWish = {
  readonly words: string | undefined;
  /** Vectors of the pictures that others are to be like. */
  readonly like: readonly Float32Array[];
  /** Photos that are not to be among them. */
  readonly without: ReadonlySet<PhotoId>;
  readonly most: number;
};

/** Photos that are looked at for each kind of query: near-copies and photos without words take places. */
const lookedAt = 48;

/** The photos that a new picture is drawn after, those found by the words first. None where nothing fits. */
export async function findReferences(wish: ReferenceWish, parts: SearchParts): Promise<Hit[]> {
  const { words, like, without, most } = wish;
  const [text] = words === undefined ? [] : ((await parts.embedTexts([words])) ?? []);
  const [first, ...others] = like;
  const picture = first && documentVector([first, ...others]);
  if (text === undefined && picture === undefined) return literally(wish, parts);
  const byText = text === undefined ? [] : await candidatesFor(text, undefined, without, parts);
  const byPicture = picture === undefined ? [] : await candidatesFor(picture, picture, without, parts);
  const choice = choiceOf(most, { text: text !== undefined, picture: picture !== undefined });
  return chooseReferences(byText, byPicture, choice).map(({ item, score }) => ({ photo: item, score, alike: 0 }));
}

/** Without a retriever: the newest photos whose names, captions or prompts hold the words. */
async function literally({ words, without, most }: ReferenceWish, { store }: SearchParts): Promise<Hit[]> {
  if (words === undefined) return [];
  const said = await store.saying(wordsOf(words), {}, lookedAt);
  return said
    .filter(({ photo: { id } }) => !without.has(id))
    .slice(0, most)
    .map(({ photo }) => ({ photo, score: 0, alike: 0 }));
}

async function candidatesFor(
  vector: Float32Array,
  picture: Float32Array | undefined,
  without: ReadonlySet<PhotoId>,
  parts: SearchParts,
): Promise<Candidate<Photo>[]> {
  const near = (await parts.store.nearest(vector, {}, lookedAt)).filter(({ photo: { id } }) => !without.has(id));
  const documents = await documentsOf(near, parts);
  const scored = documents.map((document) => ({ ...document, score: similarity(document.vector, vector) }));
  const useful = scored.filter(({ score }) => score <= mostRelevance);
  // What fits is measured by the best of those that can be used: beside a near-copy nothing else would fit.
  const ids = new Set(useful.map(({ item: { id } }) => id));
  const rest = near.filter(({ photo: { id } }) => ids.has(id));
  const fitting = new Set((await fittingOf(rest, vector, { picture }, parts)).map(({ photo: { id } }) => id));
  return useful.filter(({ item: { id } }) => fitting.has(id)).sort((one, other) => other.score - one.score);
}

type Document = Omit<Candidate<Photo>, 'score'>;

/** A document is the mean of its parts: the picture, and what is written about it. */
async function documentsOf(photos: readonly Near[], { embedTexts }: SearchParts): Promise<Document[]> {
  const told = photos.flatMap(({ photo }) => textOf(photo) ?? []);
  const vectors = told.length === 0 ? [] : ((await embedTexts(told)) ?? []);
  const byText = new Map(told.map((text, index) => [text, vectors[index]]));
  return photos.flatMap(({ photo, vector }) => {
    if (vector === undefined) return [];
    const text = byText.get(textOf(photo) ?? '');
    const whole = text === undefined ? vector : documentVector([vector, text]);
    return [{ item: photo, vector: whole, hasText: text !== undefined }];
  });
}

function textOf({ caption, prompt }: Photo): string | undefined {
  return caption ?? prompt ?? undefined;
}
