import { similarity } from '../../core/retrieval/vectors';
import type { Retriever } from '../retriever/retriever';
import type { Judgement, Ranker } from './ranker';

/** How near the sentence and a picture are in the retriever's space: a cosine, -1..1. */
export function likenessRanker(retriever: Pick<Retriever, 'embedTexts' | 'embedPictures' | 'scale'>): Ranker {
  return {
    name: 'likeness',
    judge: async (prompt, pictures, signal) => {
      const [sentence] = await retriever.embedTexts([prompt]);
      signal.throwIfAborted();
      const vectors = await retriever.embedPictures(pictures.map(({ codes }) => codes));
      return vectors.map((vector): Judgement => {
        const score = sentence === undefined ? 0 : similarity(sentence, vector);
        // Among given pictures the softmax of this is how likely each is the one that belongs to the sentence.
        return { score, evidence: retriever.scale * score };
      });
    },
  };
}
