import { similarity } from './vectors';

/** A picture of the library with what is known about it. */
export type Candidate<T> = {
  readonly item: T;
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Inner product with the query. */
  readonly score: number;
  /** Whether there are words about it: a document has a picture and a text. */
  readonly hasText: boolean;
};

export type ReferenceChoice = {
  /** Documents that are wanted by each kind of query; the paper takes two by text and two by picture. */
  readonly byText: number;
  readonly byPicture: number;
};

export const paperChoice: ReferenceChoice = { byText: 2, byPicture: 2 };

/** Candidates above this score are near-copies of the query, or of one another, and teach nothing new. */
export const mostRelevance = 0.9;

/**
 * The documents that help to make a picture, as CM3Leon chooses them (section 2.2 of the paper): relevant but no near-copies,
 * with a picture and a text, and each different from those chosen before. Both lists are ordered by falling score; those
 * found by text come first. The dropout of the query's tokens belongs to training and has no part here.
 */
export function chooseReferences<T>(
  byText: readonly Candidate<T>[],
  byPicture: readonly Candidate<T>[],
  choice: ReferenceChoice = paperChoice,
): Candidate<T>[] {
  const fromText = addDiverse([], byText, choice.byText);
  return addDiverse(fromText, byPicture, fromText.length + choice.byPicture);
}

function addDiverse<T>(
  chosen: readonly Candidate<T>[],
  candidates: readonly Candidate<T>[],
  count: number,
): Candidate<T>[] {
  return candidates.reduce<Candidate<T>[]>(
    (taken, candidate) => (taken.length < count && isUseful(candidate, taken) ? [...taken, candidate] : taken),
    [...chosen],
  );
}

function isUseful<T>({ score, hasText, vector }: Candidate<T>, taken: readonly Candidate<T>[]): boolean {
  return hasText && score <= mostRelevance && taken.every((other) => similarity(other.vector, vector) <= mostRelevance);
}
