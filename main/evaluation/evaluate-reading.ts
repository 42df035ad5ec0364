import type { Answer, Rectangle } from '../../preload/contract';
import { edgesOf } from '../core/control/edges';
import { rectangleOf } from './boxes';
import { type Drawn, judgeDrawn } from './drawn';
import type { Looks } from './evaluate';
import type { Verdict } from './figures';
import { readRgb } from './read-planes';
import { scoreAnswer, scorePlace } from './score-answers';
import { edgeScore, scoreControl } from './score-control';
import { scoreEdit, scoreFill } from './score-edit';
import type { Seen } from './seen';
import type { Suite, SuiteScene } from './suite';

export type FillTrial = { readonly seed: number; readonly label: string; readonly box: Rectangle };
export type FollowTrial = {
  readonly seed: number;
  readonly kind: NonNullable<SuiteScene['control']>;
  readonly prompt: string;
};

/** The tasks that start from a picture file; one that the pack lacks is missing. */
export type ReadingSubject = {
  /** The picture of a scene, or the control that lies beside it. */
  picture(scene: SuiteScene, which: 'picture' | 'control'): Promise<Uint8Array>;
  /** What comes out; the source where the model saw nothing to change. */
  readonly edit?: (source: Uint8Array, instruction: string, seed: number) => Promise<Drawn>;
  readonly fill?: (source: Uint8Array, trial: FillTrial) => Promise<Drawn>;
  readonly follow?: (control: Uint8Array, trial: FollowTrial) => Promise<Drawn>;
  /** The answers to all questions about one picture. */
  readonly answer?: (source: Uint8Array, questions: readonly string[]) => Promise<readonly Answer[]>;
  /** The place of what is asked for; nothing where the answer is that there is none. */
  readonly locate?: (source: Uint8Array, question: string) => Promise<Rectangle | undefined>;
};

type Trial = {
  readonly seed: number;
  readonly scene: SuiteScene;
  readonly header: Suite['header'];
  readonly reading: ReadingSubject;
  readonly judge: Looks;
};
type Pictured = Trial & { readonly source: Uint8Array; readonly seen: Seen; readonly none: string };

/** Everything that is asked of the picture of one scene. */
export async function tryReading(trial: Trial): Promise<Verdict[]> {
  const { reading, judge, scene } = trial;
  const source = await reading.picture(scene, 'picture');
  const pictured = { ...trial, source, seen: await judge.look(source), none: judge.description.kinds[0] ?? '' };
  const verdicts: Verdict[] = [];
  for (const attempt of [tryEdit, tryFill, tryFollow, tryAnswers, tryPlace])
    verdicts.push(...(await attempt(pictured)));
  return verdicts;
}

async function tryEdit({ seed, scene, header, reading, judge, source, seen, none }: Pictured): Promise<Verdict[]> {
  if (reading.edit === undefined || scene.edit === undefined) return [];
  const { edit } = scene;
  return judgeDrawn(await reading.edit(source, edit.instruction, seed), async (picture) =>
    scoreEdit(scene, edit, { source: seen, edited: await judge.look(picture), none }, header),
  );
}

async function tryFill({ seed, scene, header, reading, judge, source, seen, none }: Pictured): Promise<Verdict[]> {
  if (reading.fill === undefined || scene.hole === undefined) return [];
  const { hole } = scene;
  const trial = { seed, label: hole.label, box: rectangleOf(hole.box, header.pixels) };
  return judgeDrawn(await reading.fill(source, trial), async (picture) =>
    scoreFill(scene, hole, { source: seen, edited: await judge.look(picture), none }, header),
  );
}

async function tryFollow({ seed, scene, reading, judge, source, seen, none }: Pictured): Promise<Verdict[]> {
  const { control: kind, sentence: prompt } = scene;
  if (reading.follow === undefined || kind === undefined) return [];
  const drawn = await reading.follow(await reading.picture(scene, 'control'), { seed, kind, prompt });
  return judgeDrawn(drawn, async (picture) => {
    const verdicts = scoreControl(scene, { source: seen, drawn: await judge.look(picture), none });
    if (kind !== 'edges') return verdicts;
    const side = judge.description.pixels;
    const [wanted, found] = await Promise.all([readRgb(source, side), readRgb(picture, side)]);
    const score = edgeScore(edgesOf(wanted), edgesOf(found));
    return [...verdicts, { figure: 'edges', fact: `edges of scene ${scene.seed} (F1 ${score.toFixed(2)})`, score }];
  });
}

async function tryAnswers({ scene: { questions }, header, reading, source }: Pictured): Promise<Verdict[]> {
  if (reading.answer === undefined || questions.length === 0) return [];
  const texts = questions.map(({ text }) => text);
  const given = await reading.answer(source, texts);
  return questions.flatMap((question, index) => scoreAnswer(question, given[index] ?? { text: '' }, header));
}

async function tryPlace({ scene: { place }, header, reading, source }: Pictured): Promise<Verdict[]> {
  if (reading.locate === undefined || place === undefined) return [];
  return [scorePlace(place, await reading.locate(source, place.text), header.pixels)];
}
