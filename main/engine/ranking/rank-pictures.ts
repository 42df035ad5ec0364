import type { PictureScores } from '../../../preload/contract';
import type { LoadedPack } from '../pack/loaded-pack';
import { likelihoodRanker } from './likelihood';
import { likenessRanker } from './likeness';
import type { Contender, Judgement, Ranker } from './ranker';

export type Ranked = {
  /** Which of the pictures it is, from 0. */
  readonly candidate: number;
  /** Present where there was something to rank by. */
  readonly scores?: PictureScores;
};

/** All that the pack has to tell good pictures of a sentence from bad ones; maybe nothing. */
export function rankersOf(pack: LoadedPack): readonly Ranker[] {
  const { retriever, manifest } = pack;
  const { caption, read } = manifest.tasks;
  return [
    // What was drawn is at hand as codes; another form would have to be made of finished pixels.
    ...(retriever?.reads === 'codes' ? [likenessRanker(retriever)] : []),
    ...(caption === undefined && read === undefined ? [] : [likelihoodRanker(pack, { caption, read })]),
  ];
}

/** The same for pictures that another one was changed into, or that were drawn along one: whether each shows its plan. */
export function planRankersOf(pack: LoadedPack): readonly Ranker[] {
  const { read } = pack.manifest.tasks;
  return read === undefined ? [] : [likelihoodRanker(pack, { read })];
}

/**
 * The pictures from the one that does best what the prompt says. The rankers count as
 * independent witnesses: their log-probabilities are added. Of equals the one drawn first comes first.
 */
export async function rankPictures(
  rankers: readonly Ranker[],
  prompt: string,
  pictures: readonly Contender[],
  signal: AbortSignal,
): Promise<readonly Ranked[]> {
  const columns: Column[] = [];
  for (const ranker of rankers) {
    columns.push({ name: ranker.name, judgements: await ranker.judge(prompt, pictures, signal) });
  }
  return pictures
    .map((_, candidate) => ({ candidate, scores: scoresOf(columns, candidate), sum: sumOf(columns, candidate) }))
    .sort((one, other) => other.sum - one.sum || one.candidate - other.candidate)
    .map(({ candidate, scores }) => ({ candidate, scores }));
}

type Column = { readonly name: Ranker['name']; readonly judgements: readonly Judgement[] };

function sumOf(columns: readonly Column[], candidate: number): number {
  return columns.reduce((sum, { judgements }) => sum + (judgements[candidate]?.evidence ?? 0), 0);
}

/** Rounded to what can be told apart. */
function scoresOf(columns: readonly Column[], candidate: number): PictureScores {
  return Object.fromEntries(
    columns.map(({ name, judgements }) => [name, Math.round((judgements[candidate]?.score ?? 0) * 1e4) / 1e4]),
  );
}
