import { type FigureName, type FigureSettings, type Verdict, figures } from './figures';
import { type Interval, meanInterval, shareInterval } from './interval';

export type SceneResult = {
  readonly index: number;
  readonly sentence: string;
  readonly verdicts: readonly Verdict[];
};

export type FigureRow = {
  readonly figure: FigureName;
  readonly task: FigureSettings['task'];
  readonly title: string;
  /** Facts that were looked at. */
  readonly of: number;
  readonly value: number;
  readonly interval: Interval;
  readonly target?: number;
  readonly met?: boolean;
  /** The same of the pictures that were drawn first, where the others are the best of several. */
  readonly single?: number;
};

export type WorstScene = {
  readonly index: number;
  readonly sentence: string;
  /** Share of its facts that are right. */
  readonly share: number;
  readonly missed: readonly string[];
};

/** One row for each figure of which there are facts. */
export function figureRows(results: readonly SceneResult[]): FigureRow[] {
  const verdicts = results.flatMap((result) => result.verdicts);
  const several = verdicts.some(({ single }) => single);
  return (Object.keys(figures) as FigureName[])
    .map((name) =>
      rowOf(
        name,
        verdicts.filter(({ figure }) => figure === name),
        several,
      ),
    )
    .filter(({ of }) => of > 0);
}

function rowOf(figure: FigureName, all: readonly Verdict[], several: boolean): FigureRow {
  const verdicts = all.filter(({ single }) => single === undefined);
  const single = several ? all.filter((each) => each.single ?? each.refused) : [];
  const { task, title, measure, target }: FigureSettings = figures[figure];
  const of = verdicts.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const value = shareOf(verdicts);
  const first = single.length === 0 ? {} : { single: shareOf(single) };
  const interval = measure === 'share' ? shareInterval(value, of) : meanInterval(verdicts.map(({ score }) => score));
  const aim = target === undefined ? {} : { target, met: value >= target };
  return { figure, task, title, of, value, interval, ...aim, ...first };
}

/** The scenes with the smallest share of right facts; of equal ones the first. */
export function worstScenes(results: readonly SceneResult[], count: number): WorstScene[] {
  return results
    .map(({ index, sentence, verdicts }) => {
      const facts = verdicts.filter(
        ({ figure, single }) => single === undefined && figures[figure].measure === 'share' && figure !== 'whole',
      );
      const missed = facts.filter(({ score }) => score < 1).map(({ fact }) => fact);
      return { index, sentence, share: shareOf(facts), missed: [...new Set(missed)] };
    })
    .filter(({ missed }) => missed.length > 0)
    .sort((a, b) => a.share - b.share || a.index - b.index)
    .slice(0, count);
}

function shareOf(verdicts: readonly Verdict[]): number {
  const of = verdicts.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return of === 0 ? 0 : verdicts.reduce((sum, { score, weight = 1 }) => sum + score * weight, 0) / of;
}
