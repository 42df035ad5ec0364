import type { LabelledBox, Plan } from '../../../preload/contract';
import type { Tokenizer } from '../template/tokenizer';
import type { Vocabulary } from '../tokens/vocabulary';

type PlanWriter = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/** The tokens as which a model writes the plan, `<eos>` with them; its things from left to right, as pictures are read. */
export function planTokens({ things, background }: Plan, { tokenizer, vocabulary }: PlanWriter): readonly number[] {
  const ordered = things.toSorted((one, other) => middleOf(one) - middleOf(other));
  return [
    ...ordered.flatMap((thing) => thingTokens(thing, { tokenizer, vocabulary })),
    vocabulary.break,
    ...(background === '' ? [] : tokenizer.encodeText(` ${background}`)),
    vocabulary.eos,
  ];
}

/** The tokens of one thing: its label, then the four locations of its box. */
export function thingTokens({ label, box }: LabelledBox, { tokenizer, vocabulary }: PlanWriter): readonly number[] {
  return [...tokenizer.encodeText(` ${label}`), ...vocabulary.boxTokens(box)];
}

function middleOf({ box }: Plan['things'][number]): number {
  return box.x0 + box.x1;
}
