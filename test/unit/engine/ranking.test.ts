import { expect, test } from 'vitest';
import { likenessRanker } from '../../../main/engine/ranking/likeness';
import { rankPictures } from '../../../main/engine/ranking/rank-pictures';
import type { Ranker } from '../../../main/engine/ranking/ranker';

const never = new AbortController().signal;
const pictures = [0, 1, 2].map((code) => ({ codes: Int32Array.of(code) }));

/** Finds the same as it is given, picture by picture. */
function ranker(name: Ranker['name'], found: readonly { score: number; evidence: number }[]): Ranker {
  return { name, judge: async (_prompt, { length }) => found.slice(0, length) };
}

test('the log-probabilities of all rankers are added, the best picture comes first', async () => {
  const likeness = ranker('likeness', [
    { score: 0.5, evidence: 5 },
    { score: 0.4, evidence: 4 },
    { score: 0.1, evidence: 1 },
  ]);
  const likelihood = ranker('likelihood', [
    { score: -1, evidence: -9 },
    { score: -0.5, evidence: -4.5 },
    { score: -0.2, evidence: -1.80004 },
  ]);
  expect(await rankPictures([likeness, likelihood], 'a boat', pictures, never)).toEqual([
    { candidate: 1, scores: { likeness: 0.4, likelihood: -0.5 } },
    { candidate: 2, scores: { likeness: 0.1, likelihood: -0.2 } },
    { candidate: 0, scores: { likeness: 0.5, likelihood: -1 } },
  ]);
});

test('of pictures that are alike the one drawn first comes first', async () => {
  const same = ranker('likeness', [
    { score: 0.3, evidence: 3 },
    { score: 0.3, evidence: 3 },
    { score: 0.3, evidence: 3 },
  ]);
  const ranked = await rankPictures([same], 'a boat', pictures, never);
  expect(ranked.map(({ candidate }) => candidate)).toEqual([0, 1, 2]);
});

test('likeness is the cosine of sentence and picture, and counts by the scale that the pack was trained with', async () => {
  const retriever = {
    scale: 20,
    embedTexts: async () => [Float32Array.of(1, 0)],
    embedPictures: async () => [Float32Array.of(0, 1), Float32Array.of(1, 0), Float32Array.of(-1, 0)],
  };
  expect(await likenessRanker(retriever).judge('a boat', pictures, never)).toEqual([
    { score: 0, evidence: 0 },
    { score: 1, evidence: 20 },
    { score: -1, evidence: -20 },
  ]);
});
