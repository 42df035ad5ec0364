import type { Verdict } from './figures';
import { type CaptionWords, readCaption, statementsOf } from './read-caption';
import type { SuiteScene } from './suite';

/** F1 of the caption's statements; weighted by their number, so that the mean over captions is the F1 over all of them. */
export function scoreCaption(caption: string, scene: SuiteScene, words: CaptionWords): Verdict {
  const told = readCaption(caption, words);
  const left = statementsOf(scene);
  const weight = (told.length + left.length) / 2;
  const shared = told.filter((statement) => remove(left, statement)).length;
  return { figure: 'caption', fact: `the caption “${caption}”`, score: shared / weight, weight };
}

function remove(left: string[], statement: string): boolean {
  const place = left.indexOf(statement);
  if (place >= 0) left.splice(place, 1);
  return place >= 0;
}
