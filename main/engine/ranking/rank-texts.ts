import { similarity } from '../../core/retrieval/vectors';
import type { Retriever } from '../retriever/retriever';

export type TextWeighing = {
  readonly retriever: Pick<Retriever, 'embedTexts' | 'embedPictures'>;
  /** What a cosine of 1 weighs beside the score of a text. */
  readonly weight: number;
  /** What the texts are about, in the form that the retriever reads. */
  readonly picture: Int32Array | Float32Array;
};

/**
 * The texts from the one that fits the picture best: by what the model that wrote them gave each, and by the cosine of text
 * and picture in the retriever's space, which is a second opinion. Of equals the one found first comes first.
 */
export async function rankTexts<T extends { readonly text: string; readonly score: number }>(
  texts: readonly T[],
  { retriever, weight, picture }: TextWeighing,
): Promise<T[]> {
  const [seen] = await retriever.embedPictures([picture]);
  const said = await retriever.embedTexts(texts.map(({ text }) => text));
  const sumOf = ({ score }: T, own: Float32Array | undefined) =>
    own === undefined || seen === undefined ? score : score + weight * similarity(own, seen);
  return texts
    .map((text, index) => ({ text, sum: sumOf(text, said[index]) }))
    .sort((one, other) => other.sum - one.sum)
    .map(({ text }) => text);
}
