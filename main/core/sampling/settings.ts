import type { Contrast } from './contrast';
import type { Repetition } from './repetition';

export type SamplerSettings = {
  /** 0 is greedy. */
  readonly temperature: number;
  /** 1 keeps every token. Not used with `cdk`, which makes its own choice. */
  readonly topP: number;
  /** One between each two neighbouring streams. */
  readonly scales: readonly number[];
  /** Tokens that are kept at most; all when left out. */
  readonly topK?: number | undefined;
  /** Draws by what the guided scores say beyond the least conditioned stream. Needs two streams or three. */
  readonly cdk?: Contrast | undefined;
  /** For text: makes what was seen less likely. What is seen belongs to one sequence, and so does the sampler then. */
  readonly repetition?: Repetition | undefined;
};

/** Throws `RangeError` for settings that nothing can be drawn by. */
export function checkSettings({ scales, topK, cdk, repetition }: SamplerSettings): void {
  if (topK !== undefined) checkCount('top-k', topK);
  if (repetition !== undefined) checkPositive('the repetition penalty', repetition.penalty);
  if (cdk === undefined) return;
  checkCount('k of CD-K', cdk.k);
  checkPositive('alpha of CD-K', cdk.alpha);
  if (cdk.alpha > 1) throw new RangeError(`alpha of CD-K is at most 1, not ${cdk.alpha}.`);
  if (scales.length === 0) throw new RangeError('CD-K needs a less conditioned stream to set itself off from.');
}

function checkCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} is a whole number from 1, not ${value}.`);
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0) || !Number.isFinite(value)) throw new RangeError(`${name} is a number above 0, not ${value}.`);
}
