import type { Plan, PictureScores } from '../../../preload/contract';

/** A picture to be judged. */
export type Contender = {
  /** In reading order. */
  readonly codes: Int32Array;
  /** What it was drawn from, in packs that draw from plans. */
  readonly plan?: Plan | undefined;
};

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
  /** One judgement for each picture, whatever the others are. */
  judge(prompt: string, pictures: readonly Contender[], signal: AbortSignal): Promise<readonly Judgement[]>;
};
