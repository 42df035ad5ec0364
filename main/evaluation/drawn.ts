import type { Verdict } from './figures';

/** What came of one request for a picture. */
export type Drawn = {
  /** The file that the pack holds for the best. */
  readonly best: Uint8Array;
  /** The one that was drawn first, as if there had been no others; left out where there were none. */
  readonly single?: Uint8Array;
};

/** The verdicts about the best picture and, marked, those about the single draw. */
export async function judgeDrawn(
  { best, single }: Drawn,
  judge: (picture: Uint8Array) => Promise<readonly Verdict[]>,
): Promise<Verdict[]> {
  const verdicts = await judge(best);
  if (single === undefined) return [...verdicts];
  return [...verdicts, ...asSingle(single === best ? verdicts : await judge(single))];
}

function asSingle(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.map((verdict) => ({ ...verdict, single: true as const }));
}
