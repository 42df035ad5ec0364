import type { LabelledBox, Plan } from '../../../preload/contract';
import type { Tokenizer } from '../template/tokenizer';
import type { Vocabulary } from '../tokens/vocabulary';

type PlanReader = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/**
 * What a plan drawn under the plan grammar says. Boxes without a readable label, which a model may write, are left out.
 * `given` are the boxes that the plan was written around; they come first.
 */
export function readPlan(tokens: readonly number[], given: readonly LabelledBox[], reader: PlanReader): Plan {
  const { vocabulary, tokenizer } = reader;
  const end = tokens.indexOf(vocabulary.break);
  const planned = readThings(end < 0 ? tokens : tokens.slice(0, end), reader);
  const background = end < 0 ? [] : tokens.slice(end + 1);
  return { things: [...given, ...planned], background: tokenizer.decode(background).trim() };
}

function readThings(tokens: readonly number[], { vocabulary, tokenizer }: PlanReader): LabelledBox[] {
  const things: LabelledBox[] = [];
  let label: number[] = [];
  let corners: number[] = [];
  for (const token of tokens) {
    if (vocabulary.isLocation(token)) corners.push(vocabulary.locationFraction(token));
    else label.push(token);
    const [x0, y0, x1, y1] = corners;
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) continue;
    const text = tokenizer.decode(label).trim();
    if (text !== '') things.push({ label: text, box: { x0, y0, x1, y1 } });
    label = [];
    corners = [];
  }
  return things;
}
