import { similarity } from './vectors';

/** A document of the library: a picture, with the words about it where there are any. */
export type Candidate<T> = {
  readonly item: T;
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Inner product with the query. */
  readonly score: number;
  /** Whether there are words about it. */
  readonly hasText: boolean;
};

export type ReferenceChoice = {
  /** Documents that are wanted by each kind of query; the paper takes two by text and two by picture. */
  readonly byText: number;
  readonly byPicture: number;
};

export const paperChoice: ReferenceChoice = { byText: 2, byPicture: 2 };

/** As many as a pack takes, shared as in the paper between the kinds of queries that there are. */
export function choiceOf(most: number, asked: { readonly text: boolean; readonly picture: boolean }): ReferenceChoice {
  const byText = asked.text ? (asked.picture ? Math.ceil(most / 2) : most) : 0;
  return { byText, byPicture: asked.picture ? most - byText : 0 };
}

/** Candidates above this score are near-copies of the query, or of one another, and teach nothing new. */
export const mostRelevance = 0.9;

/**
 * The documents that help to make a picture, as CM3Leon chooses them (section 2.2 of the paper): relevant but no near-copies,
 * and each different from those chosen before. Both lists are ordered by falling score; those found by text come first.
 * The paper takes only documents that have a picture and a text. In a library of photos without words that would be none:
 * here those with both come before all others. The dropout of the query's tokens belongs to training and has no part here.
 */
export function chooseReferences<T>(
  byText: readonly Candidate<T>[],
  byPicture: readonly Candidate<T>[],
  choice: ReferenceChoice = paperChoice,
): Candidate<T>[] {
  const fromText = addDiverse([], wholeFirst(byText), choice.byText);
  return addDiverse(fromText, wholeFirst(byPicture), fromText.length + choice.byPicture);
}

function wholeFirst<T>(candidates: readonly Candidate<T>[]): Candidate<T>[] {
  return [...candidates.filter(({ hasText }) => hasText), ...candidates.filter(({ hasText }) => !hasText)];
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

function isUseful<T>({ score, vector }: Candidate<T>, taken: readonly Candidate<T>[]): boolean {
  return score <= mostRelevance && taken.every((other) => similarity(other.vector, vector) <= mostRelevance);
}
