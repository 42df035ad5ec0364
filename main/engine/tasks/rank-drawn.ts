import type { Plan } from '../../../preload/contract';
import type { LoadedPack } from '../pack/loaded-pack';
import { type Ranked, rankPictures } from '../ranking/rank-pictures';
import type { Ranker } from '../ranking/ranker';
import type { Drawn } from './draw-cells';
import type { TaskContext } from './task';
import { unranked } from './whole-pictures';

export type RankWish = {
  /** Left out: where there are several pictures. */
  readonly rank?: boolean | undefined;
  /** What a sentence said; empty where the pictures are to show their plans alone. */
  readonly prompt?: string;
  /** What the pack has to tell them apart; maybe nothing. */
  readonly rankers: (pack: LoadedPack) => readonly Ranker[];
};

/** The pictures in the order in which they are given, with their scores where they were ranked; `plans` are those they were drawn from. */
export async function rankDrawn(
  drawn: readonly Drawn[],
  plans: readonly Plan[],
  { rank = drawn.length > 1, prompt = '', rankers: rankersFor }: RankWish,
  { pack, signal }: TaskContext,
): Promise<readonly Ranked[]> {
  const rankers = rank ? rankersFor(pack) : [];
  if (rankers.length === 0) return unranked(drawn);
  const pictures = drawn.map(({ codes }, candidate) => ({ codes, plan: plans[candidate] }));
  return rankPictures(rankers, prompt, pictures, signal);
}
