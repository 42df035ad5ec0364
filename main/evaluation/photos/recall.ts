import { similarity } from '../../core/retrieval/vectors';

/** Shares of queries for which what belongs to them is among the first 1, 5 and 10. */
export type Recall = { readonly queries: number; readonly at: Readonly<Record<'1' | '5' | '10', number>> };

/**
 * How well vectors of captions and of photos find each other. `owners` says for each caption which photo it is of, by its
 * place in `photos`. A photo finds its captions when any of them is among the first; of equals the wrong ones come first.
 */
export function recall(
  captions: readonly Float32Array[],
  owners: readonly number[],
  photos: readonly Float32Array[],
): { readonly toPhoto: Recall; readonly toCaption: Recall } {
  const scores = captions.map((caption) => photos.map((photo) => similarity(caption, photo)));
  const toPhoto = scores.map((row, caption) => rankOf(row, (photo) => photo === owners[caption]));
  const toCaption = photos.map((_, photo) =>
    rankOf(
      scores.map((row) => row[photo] ?? 0),
      (caption) => owners[caption] === photo,
    ),
  );
  return { toPhoto: recallOf(toPhoto), toCaption: recallOf(toCaption) };
}

/** How many wrong ones come before the best right one. */
function rankOf(scores: readonly number[], isRight: (index: number) => boolean): number {
  const best = scores.reduce(
    (most, score, index) => (isRight(index) ? Math.max(most, score) : most),
    Number.NEGATIVE_INFINITY,
  );
  return scores.filter((score, index) => !isRight(index) && score >= best).length;
}

function recallOf(ranks: readonly number[]): Recall {
  const within = (most: number) => ranks.filter((rank) => rank < most).length / Math.max(1, ranks.length);
  return { queries: ranks.length, at: { '1': within(1), '5': within(5), '10': within(10) } };
}
