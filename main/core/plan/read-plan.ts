import type { LabelledBox, Plan, ReadPlan } from '../../../preload/contract';
import type { Tokenizer } from '../template/tokenizer';
import type { Vocabulary } from '../tokens/vocabulary';
import type { PlanChanges } from './difference';

type PlanReader = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/**
 * What a plan drawn under the plan grammar says. Boxes without a readable label, which a model may write, are left out.
 * `given` are the boxes that the plan was written around; they come first.
 */
export function readPlan(tokens: readonly number[], given: readonly LabelledBox[], reader: PlanReader): Plan {
  const { things, background } = readSurely(tokens, [], reader);
  return { things: [...given, ...things.map(({ label, box }) => ({ label, box }))], background };
}

/** As {@link readPlan}, with how sure the model was: `probabilities` are those of the tokens. */
export function readSurely(tokens: readonly number[], probabilities: readonly number[], reader: PlanReader): ReadPlan {
  const { vocabulary, tokenizer } = reader;
  const last = breakIn(tokens, vocabulary);
  const things = readThings(tokens.slice(0, last), probabilities, reader);
  const background = tokenizer.decode(tokens.slice(last + 1)).trim();
  return { things, background, confidence: meanOf(probabilities.slice(last + 1)) };
}

/** What changes drawn under their grammar say; see {@link readPlan}. */
export function readChanges(tokens: readonly number[], reader: PlanReader): PlanChanges {
  const last = breakIn(tokens, reader.vocabulary);
  const gone = readPlan(tokens.slice(0, last), [], reader).things;
  return { gone, come: readPlan(tokens.slice(last + 1), [], reader) };
}

/** Where the first `<break>` stands; the end where there is none. */
export function breakIn(tokens: readonly number[], vocabulary: Vocabulary): number {
  const place = tokens.indexOf(vocabulary.break);
  return place < 0 ? tokens.length : place;
}

/** Of no numbers: 1, for nothing was in doubt. */
export function meanOf(probabilities: readonly number[]): number {
  if (probabilities.length === 0) return 1;
  return Math.min(1, probabilities.reduce((sum, one) => sum + one, 0) / probabilities.length);
}

function readThings(
  tokens: readonly number[],
  probabilities: readonly number[],
  { vocabulary, tokenizer }: PlanReader,
): ReadPlan['things'] {
  const things: ReadPlan['things'] = [];
  let start = 0;
  let label: number[] = [];
  let corners: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (vocabulary.isLocation(token)) corners.push(vocabulary.locationFraction(token));
    else label.push(token);
    const [x0, y0, x1, y1] = corners;
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) continue;
    const text = tokenizer.decode(label).trim();
    const confidence = meanOf(probabilities.slice(start, index + 1));
    if (text !== '') things.push({ label: text, box: { x0, y0, x1, y1 }, confidence });
    start = index + 1;
    label = [];
    corners = [];
  }
  return things;
}
