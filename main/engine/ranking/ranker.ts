import type { PictureScores } from '../../../preload/contract';

/** What a ranker finds of one picture. */
export type Judgement = {
  /** As it is shown. */
  readonly score: number;
  /** The same as a log-probability up to a constant, in nats, so that rankers can be added up. */
  readonly evidence: number;
};

/** One way to tell how well pictures do what was asked for. */
export type Ranker = {
  readonly name: keyof PictureScores;
  /** One judgement for each picture, given as codes in reading order, whatever the others are. */
  judge(prompt: string, pictures: readonly Int32Array[], signal: AbortSignal): Promise<readonly Judgement[]>;
};
