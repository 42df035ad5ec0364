import type { LabelledBox } from '../../preload/contract';
import { type Drawn, judgeDrawn } from './drawn';
import type { Judge } from './judge';
import type { Verdict } from './figures';
import type { Likeness } from './likeness';
import type { SceneResult } from './report';
import { type ReadingSubject, tryReading } from './evaluate-reading';
import { type LikeningSubject, tryReferences } from './evaluate-references';
import { scoreCaption } from './score-caption';
import { boxesOf, scorePlaces } from './score-places';
import { scoreText } from './score-text';
import type { Seen } from './seen';
import type { Suite, SuiteScene } from './suite';

export type Drawing = { readonly prompt: string; readonly seed: number; readonly boxes?: LabelledBox[] };

/** What is evaluated: a pack's tasks, as people reach them. Tasks that it lacks are left out. */
export type Subject = {
  /** What is drawn; nothing where the sentence is refused as too long. */
  readonly draw?: (drawing: Drawing) => Promise<Drawn | undefined>;
  readonly place?: (drawing: Drawing) => Promise<Drawn | undefined>;
  /** What the subject says of the picture of a scene. */
  readonly caption?: (scene: SuiteScene) => Promise<string>;
  readonly liken?: LikeningSubject;
  /** The tasks that start from the pictures of the scenes. */
  readonly reading?: ReadingSubject;
};

export type Looks = Pick<Judge, 'description' | 'look'>;

/**
 * Goes through the scenes in their order; what was done before a stop stays of use. The seed of a picture is its scene's
 * index. `likeness` is told of every picture that is drawn from a sentence.
 */
export async function* evaluate(
  suite: Suite,
  subject: Subject,
  judge: Looks,
  likeness?: Pick<Likeness, 'note'>,
): AsyncGenerator<SceneResult> {
  for (const [index, scene] of suite.scenes.entries()) {
    const trial = { seed: index, scene, header: suite.header, subject, judge, likeness };
    const drawn = [...(await tryText(trial)), ...(await tryBoxes(trial)), ...(await tryCaption(trial))];
    const { reading, liken } = subject;
    const same = { seed: index, scene, header: suite.header, judge };
    const likened = liken === undefined ? [] : await tryReferences({ ...same, liken });
    const read = reading === undefined ? [] : await tryReading({ ...same, reading });
    const verdicts = [...drawn, ...likened, ...read];
    yield { index, sentence: scene.sentence, verdicts };
  }
}

type Trial = {
  readonly seed: number;
  readonly scene: SuiteScene;
  readonly header: Suite['header'];
  readonly subject: Subject;
  readonly judge: Looks;
  readonly likeness: Pick<Likeness, 'note'> | undefined;
};

const nothing: Seen = { things: [], background: {}, cells: [] };

/** A sentence that was refused is one that was not obeyed. */
function missed(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.map((verdict) => ({ ...verdict, score: 0, refused: true as const }));
}

async function tryText({ seed, scene, header, subject, judge, likeness }: Trial): Promise<Verdict[]> {
  if (subject.draw === undefined) return [];
  const drawn = await subject.draw({ prompt: scene.sentence, seed });
  if (drawn === undefined) return missed(scoreText(scene.said, nothing, header));
  await likeness?.note(scene, drawn.best);
  return judgeDrawn(drawn, async (picture) => scoreText(scene.said, await judge.look(picture), header));
}

async function tryBoxes({ seed, scene, header, subject, judge }: Trial): Promise<Verdict[]> {
  if (subject.place === undefined || scene.things.length === 0) return [];
  const drawn = await subject.place({ prompt: scene.sentence, seed, boxes: boxesOf(scene, header) });
  if (drawn === undefined) return missed(scorePlaces(scene, nothing, header));
  return judgeDrawn(drawn, async (picture) => scorePlaces(scene, await judge.look(picture), header));
}

async function tryCaption({ scene, header, subject: { caption }, judge }: Trial): Promise<Verdict[]> {
  if (caption === undefined) return [];
  const { kinds, colours } = judge.description;
  return [scoreCaption(await caption(scene), scene, { ...header, kinds, colours })];
}
