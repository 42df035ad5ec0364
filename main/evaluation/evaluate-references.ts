import type { Drawing, Looks } from './evaluate';
import type { FigureName, Verdict } from './figures';
import { scoreText } from './score-text';
import type { Suite, SuiteScene } from './suite';

/** Most references that a picture is drawn after here. */
export const mostReferences = 2;

/** Drawing after references, as people do it with their library. */
export type LikeningSubject = {
  /** The pictures of other scenes that fit the sentence, the most relevant first; as many as there are, up to two. */
  references(scene: SuiteScene): Promise<readonly Uint8Array[]>;
  /** The picture file that is drawn; nothing where the sentence is refused as too long. */
  draw(drawing: Drawing, references: readonly Uint8Array[]): Promise<Uint8Array | undefined>;
  /** The cosine of two pictures in the retriever's space. */
  likeness(one: Uint8Array, other: Uint8Array): Promise<number>;
};

type Trial = {
  readonly seed: number;
  readonly scene: SuiteScene;
  readonly header: Suite['header'];
  readonly liken: LikeningSubject;
  readonly judge: Looks;
};

/**
 * One sentence with one seed, drawn after none, one and two references: what they do to obedience, and how much more like them
 * the picture becomes. A scene for which there are fewer is left out, so that all figures are about the same scenes.
 */
export async function tryReferences(trial: Trial): Promise<Verdict[]> {
  const { seed, scene, liken } = trial;
  const references = await liken.references(scene);
  if (references.length < mostReferences) return [];
  const verdicts: Verdict[] = [];
  for (const count of [0, 1, 2] as const) {
    const picture = await liken.draw({ prompt: scene.sentence, seed }, references.slice(0, count));
    // Too long is the sentence whatever it is drawn after.
    if (picture === undefined) return [];
    verdicts.push(...(await obedience(picture, count, trial)), await alikeness(picture, references, count, trial));
  }
  return verdicts;
}

type Count = 0 | 1 | 2;

async function obedience(picture: Uint8Array, count: Count, { scene, header, judge }: Trial): Promise<Verdict[]> {
  const facts = scoreText(scene.said, await judge.look(picture), header);
  const renamed: Partial<Record<FigureName, FigureName>> = { things: `told${count}`, whole: `wholly${count}` };
  return facts.flatMap((fact) => {
    const figure = renamed[fact.figure];
    return figure === undefined ? [] : [{ ...fact, figure, fact: `${fact.fact}, after ${count} references` }];
  });
}

async function alikeness(
  picture: Uint8Array,
  references: readonly Uint8Array[],
  count: Count,
  { scene, liken }: Trial,
): Promise<Verdict> {
  const compared = count === 1 ? references.slice(0, 1) : references;
  const cosines = await Promise.all(compared.map((reference) => liken.likeness(picture, reference)));
  // A picture that points the other way is no less alike than one that has nothing in common.
  const score = cosines.reduce((sum, cosine) => sum + Math.min(1, Math.max(0, cosine)), 0) / cosines.length;
  return { figure: `alike${count}`, fact: `scene ${scene.seed} is like its references (${score.toFixed(2)})`, score };
}
