import type { Answer, Rectangle } from '../../preload/contract';
import { overlapOf, rectangleOf } from './boxes';
import { type FigureName, type Verdict, figures } from './figures';
import { sideOf } from './score-text';
import type { SuiteHeader, SuiteScene } from './suite';

/** A thing counts as found from this overlap on. */
const foundFrom = 0.5;

type Question = SuiteScene['questions'][number];

/**
 * An answer is right if it is the known one, letter case and a full stop aside. Where a thing is may also be answered by a
 * box without words, which a person sees over the picture: that counts as the side its middle is on.
 */
export function scoreAnswer(
  { topic, text, answer }: Question,
  { text: words, box }: Answer,
  { slots }: Pick<SuiteHeader, 'slots'>,
): Verdict[] {
  const given = words === '' && box !== undefined && topic === 'place' ? (sideOf({ box }, slots) ?? '') : words;
  const fact = `“${text}” is ${answer}, not “${given}”`;
  const score = plain(given) === plain(answer) ? 1 : 0;
  const figure: FigureName = isFigure(topic) ? topic : 'surroundings';
  return [
    { figure: 'answers', fact, score },
    { figure, fact, score },
  ];
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, '');
}

function isFigure(topic: string): topic is FigureName {
  return topic in figures && figures[topic as FigureName].task === 'ask';
}

/** Whether the place that was asked for was found; `given` is missing where the answer was that there is none. */
export function scorePlace(
  { text, box }: NonNullable<SuiteScene['place']>,
  given: Rectangle | undefined,
  pixels: number,
): Verdict {
  const overlap = given === undefined ? 0 : overlapOf(given, rectangleOf(box, pixels));
  return { figure: 'located', fact: `“${text}” (IoU ${overlap.toFixed(2)})`, score: overlap >= foundFrom ? 1 : 0 };
}
